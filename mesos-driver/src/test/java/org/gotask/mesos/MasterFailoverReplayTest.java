package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.scheduler.Call;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Replays recordings in which the leading master changes, or is temporarily unknown, to the scheduler driver. After
 * {@code disconnected} the driver must register again with its id, without force, and continue. A detector that the
 * test controls takes the place of ZooKeeper.
 */
class MasterFailoverReplayTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Set<String> ANSWERS =
            Set.of("mesos.internal.FrameworkRegisteredMessage", "mesos.internal.FrameworkReregisteredMessage");

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private @Nullable FakeDetector detector;
    private boolean registered;

    /**
     * The states of the tasks come first from the new master, then from the agent; only the latter require an
     * acknowledgement.
     */
    @Test
    void goesOnUnderTheNextMaster() throws InterruptedException {
        replay("11-master-failover-zk-cpp", LONG);
    }

    /** The new master does not know yet that it leads, and drops the first registration. */
    @Test
    void repeatsTheRegistrationThatTheNextMasterDropped() throws InterruptedException {
        replay("11-master-failover-zk-agent-first-cpp", SHORT);
    }

    /** The master never went away. Calls made while it was unknown are answered, dropped or deferred by the driver. */
    @Test
    void findsTheSameMasterAgain() throws InterruptedException {
        replay("11-zk-session-lost-cpp", LONG);
    }

    private void replay(String scenario, Duration backoff) throws InterruptedException {
        List<Recording.Entry> entries = Recording.of(scenario, "scheduler");
        try (ReplayPeers peers = new ReplayPeers(entries, "scheduler")) {
            MesosSchedulerDriver driver = driver(entries.get(0), peers, backoff);
            Upid leader = entries.get(0).toUpid();
            Optional<Upid> self = Optional.empty();
            for (Recording.Entry entry : entries) {
                if (entry.from().equals("scheduler")) {
                    Message recorded = entry.message();
                    if (isSubscription(recorded) && ((Call) recorded).hasFrameworkId()) {
                        moveOn(driver, leader, entry.toUpid());
                        leader = entry.toUpid();
                    } else {
                        SchedulerReplayTest.decide(driver, recorded, false);
                    }
                    self = Optional.of(peers.expect(entry, recorded::equals).from());
                } else {
                    registered |= ANSWERS.contains(entry.name());
                    peers.send(entry, self.orElseThrow(), entry.body());
                    if (registered) {
                        scheduler.next(SchedulerReplayTest.callback(entry.name()));
                    }
                }
            }
            driver.stop(true);
            peers.assertNothingElse();
            assertThat(scheduler.rest()).isEmpty();
        }
    }

    private MesosSchedulerDriver driver(Recording.Entry subscription, ReplayPeers peers, Duration backoff) {
        FrameworkInfo framework = ((Call) subscription.message()).getSubscribe().getFrameworkInfo();
        FakeDetector fake = new FakeDetector(Optional.of(Samples.masterInfo("m1", subscription.toUpid())));
        detector = fake;
        return new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(framework)
                .detector(() -> fake)
                .messenger(MessengerConfig.loopback())
                .messengers(unused -> peers.subject(subscription.fromUpid().port()))
                .registration(new RegistrationBackoff(backoff, backoff))
                .build());
    }

    private static boolean isSubscription(Message message) {
        return message instanceof Call call && call.getType() == Call.Type.SUBSCRIBE;
    }

    /** ZooKeeper's reaction to the loss of the master, or the loss of ZooKeeper. */
    private void moveOn(SchedulerDriver driver, Upid last, Upid next) throws InterruptedException {
        if (!registered) {
            return; // a repetition, whose time the driver chooses
        }
        FakeDetector zooKeeper = Objects.requireNonNull(detector);
        registered = false;
        if (next.equals(last)) {
            zooKeeper.leader(Optional.empty());
            scheduler.next("disconnected");
            callInVain(driver);
            zooKeeper.leader(Optional.of(Samples.masterInfo("m1", next)));
        } else {
            zooKeeper.leader(Optional.of(Samples.masterInfo("m2", next)));
            scheduler.next("disconnected");
        }
    }

    /** The calls of the recorded scheduler in the meantime. A revival is sent later, as an update of the framework. */
    private void callInVain(SchedulerDriver driver) throws InterruptedException {
        driver.sendFrameworkMessage(Samples.EXECUTOR, Samples.AGENT, Samples.uuid());
        driver.launchTasks(List.of(Samples.offerId("any")), List.of(Samples.task("in vain")), Samples.FILTERS);
        TaskStatus lost = scheduler.next("statusUpdate").status();
        assertThat(lost.getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(lost.getReason()).isEqualTo(TaskStatus.Reason.REASON_MASTER_DISCONNECTED);
        driver.reviveOffers();
    }
}
