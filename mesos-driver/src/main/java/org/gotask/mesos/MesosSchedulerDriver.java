package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.Request;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler driver for Mesos's v0 protocol, without native code. Its messages are those of Mesos's own driver.
 *
 * <p>It detects the leading master, registers, and stays registered: when the master is lost or restarted, it calls
 * {@link Scheduler#disconnected}, detects the leader again, and reregisters with the same id. Thread-safe. Resources
 * are acquired by {@link #start} and released by {@link #stop}, which must be called even after an abort or an error.
 *
 * <p>An exception thrown by a callback is logged with its stack trace and aborts the driver; {@link #join} and {@link
 * #run} then throw a {@link CallbackException} with it as the cause.
 */
public final class MesosSchedulerDriver implements SchedulerDriver {

    private static final Logger LOG = LoggerFactory.getLogger(MesosSchedulerDriver.class);

    private final DriverConfig config;
    private final DriverRuntime<Scheduler, SchedulerDriver> runtime;
    private final SchedulerProcess process;
    private volatile @Nullable MasterDetector detector;

    /** Creates a driver that is not started. */
    public MesosSchedulerDriver(DriverConfig config) {
        this.config = config;
        // a new id for each driver: it distinguishes two runs of a framework, and cannot be guessed
        runtime = new DriverRuntime<>(
                ProcessIds.unguessable("scheduler"),
                config.scheduler(),
                this,
                message -> config.scheduler().error(this, message),
                this::aborted,
                LOG);
        RandomGenerator random = RandomGenerator.getDefault();
        process = new SchedulerProcess(
                config.framework(),
                new Authentication(config.credential(), config.authentication(), runtime, random),
                config.registration(),
                runtime,
                this::redetect,
                random,
                Clock.systemUTC());
    }

    @Override
    public DriverStatus start() {
        return runtime.start(
                () -> config.messengers().apply(config.messenger()),
                new SchedulerInbox(process, runtime, config.acknowledgements())::install,
                this::startDetector);
    }

    @Override
    public DriverStatus stop(boolean failover) {
        return runtime.stop(
                said -> {
                    if (failover) {
                        process.stop();
                    } else {
                        process.tearDown();
                    }
                    said.run();
                },
                this::closeDetector);
    }

    /**
     * Closes the port of this driver, for a process that is about to end: strangers can no longer keep it busy.
     * Connected peers stay connected and messages can still be sent, but a new master or agent cannot connect. Does not
     * block; does nothing unless the driver is running.
     */
    public void stopAccepting() {
        runtime.stopAccepting();
    }

    @Override
    public DriverStatus abort() {
        return runtime.abort();
    }

    @Override
    public DriverStatus join() throws InterruptedException {
        return runtime.join();
    }

    @Override
    public DriverStatus run() throws InterruptedException {
        start();
        return join();
    }

    @Override
    public DriverStatus requestResources(Collection<Request> requests) {
        List<Request> copy = List.copyOf(requests);
        return runtime.call(() -> process.requestResources(copy));
    }

    @Override
    public DriverStatus launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        Offer.Operation launch = Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(tasks))
                .build();
        return acceptOffers(offerIds, List.of(launch), filters);
    }

    @Override
    public DriverStatus acceptOffers(
            Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        Objects.requireNonNull(filters, "filters");
        List<OfferID> offers = List.copyOf(offerIds);
        List<Offer.Operation> copy = List.copyOf(operations);
        for (Offer.Operation operation : copy) {
            if (operation.hasId()) {
                throw new IllegalArgumentException("operation has an id: id="
                        + operation.getId().getValue()
                        + ", expected none; a v0 driver cannot receive the operation's status");
            }
        }
        return runtime.call(() -> process.acceptOffers(offers, copy, filters));
    }

    @Override
    public DriverStatus declineOffer(OfferID offerId, Filters filters) {
        Objects.requireNonNull(offerId, "offerId");
        Objects.requireNonNull(filters, "filters");
        return runtime.call(() -> process.declineOffer(offerId, filters));
    }

    @Override
    public DriverStatus reviveOffers() {
        return runtime.call(process::reviveOffers);
    }

    @Override
    public DriverStatus suppressOffers() {
        return runtime.call(process::suppressOffers);
    }

    @Override
    public DriverStatus killTask(TaskID taskId) {
        Objects.requireNonNull(taskId, "taskId");
        return runtime.call(() -> process.killTask(taskId));
    }

    @Override
    public DriverStatus acknowledgeStatusUpdate(TaskStatus status) {
        Objects.requireNonNull(status, "status");
        if (config.acknowledgements() == AcknowledgementMode.IMPLICIT) {
            throw new IllegalStateException(
                    "driver acknowledges status updates itself: acknowledgements=IMPLICIT, expected EXPLICIT");
        }
        return runtime.call(() -> process.acknowledge(status));
    }

    @Override
    public DriverStatus sendFrameworkMessage(ExecutorID executorId, SlaveID agentId, ByteString data) {
        Objects.requireNonNull(executorId, "executorId");
        Objects.requireNonNull(agentId, "agentId");
        Objects.requireNonNull(data, "data");
        return runtime.callBounded(agentId, data.size(), () -> process.sendFrameworkMessage(executorId, agentId, data));
    }

    @Override
    public DriverStatus reconcileTasks(Collection<TaskStatus> statuses) {
        List<TaskStatus> copy = List.copyOf(statuses);
        return runtime.call(() -> process.reconcileTasks(copy));
    }

    private void aborted() {
        process.abort();
    }

    private void startDetector() {
        MasterDetector started = config.detector().get();
        detector = started;
        started.start(new MasterDetector.Listener() {
            @Override
            public void leaderChanged(Optional<MasterInfo> leader) {
                Optional<MasterConnection.Leader> found = leader.flatMap(MesosSchedulerDriver.this::readable);
                runtime.onLoop(() -> process.leaderChanged(found));
            }

            @Override
            public void failed(String message) {
                runtime.fail("master detector failed: " + message);
            }
        });
    }

    private void redetect() {
        MasterDetector asked = detector;
        if (asked != null) {
            asked.connectionLost();
        }
    }

    private void closeDetector() {
        MasterDetector closing = detector;
        if (closing != null) {
            closing.close();
        }
    }

    /** Reads the address of a leader. Blocks during the query of the name service; runs on a thread of the detector. */
    private Optional<MasterConnection.Leader> readable(MasterInfo info) {
        Optional<Upid> pid = Upid.find(info.getPid());
        if (pid.isEmpty()) {
            runtime.ignored(
                    "leader",
                    "leading master ignored, its address is malformed: pid=" + ProcessIds.printable(info.getPid()));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new MasterConnection.Leader(info.getId(), pid.get().resolved()));
        } catch (UnknownHostException e) {
            runtime.ignored(
                    "leader",
                    "leading master ignored, its host is unknown: pid=" + ProcessIds.printable(info.getPid()));
            return Optional.empty();
        }
    }
}
