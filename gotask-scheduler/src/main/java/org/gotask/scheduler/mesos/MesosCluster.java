package org.gotask.scheduler.mesos;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.gotask.mesos.DriverConfig;
import org.gotask.mesos.MesosSchedulerDriver;
import org.gotask.mesos.SchedulerDriver;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ClusterListener;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.ExecutorLaunch;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskToLaunch;
import org.gotask.scheduler.cluster.TaskUpdate;

/** A Mesos cluster, on the scheduler driver. Thread-safe. */
final class MesosCluster implements Cluster {

    /**
     * How long the master keeps the tasks after the connection to this scheduler breaks: long enough for the driver to
     * return, and short enough that executors do not outlive a killed scheduler for long.
     */
    private static final double FAILOVER_TIMEOUT_SECONDS = 5;

    private final MesosSettings settings;
    private final HeldOffers offers = new HeldOffers();
    private final ReentrantLock lifecycle = new ReentrantLock();
    private final AtomicReference<MesosSchedulerDriver> driver = new AtomicReference<>();
    private final AtomicReference<ClusterListener> listener = new AtomicReference<>();
    private final AtomicReference<MasterDetector> detector = new AtomicReference<>();
    private boolean closed; // guarded by lifecycle

    /** Connects to nothing. */
    MesosCluster(MesosSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start(ClusterListener receiver) {
        lifecycle.lock();
        try {
            if (!closed) {
                listener.set(receiver);
                MesosSchedulerDriver made = new MesosSchedulerDriver(driverConfig(receiver));
                driver.set(made);
                made.start();
            }
        } finally {
            lifecycle.unlock();
        }
    }

    /** The configuration of the driver. */
    DriverConfig driverConfig(ClusterListener receiver) {
        FrameworkInfo.Builder framework = FrameworkInfo.newBuilder()
                .setUser(settings.user())
                .setName(settings.frameworkName())
                .setRole(settings.role())
                .setFailoverTimeout(FAILOVER_TIMEOUT_SECONDS);
        DriverConfig.Builder config = DriverConfig.builder()
                .scheduler(new SchedulerCallbacks(receiver, offers))
                .detector(this::newDetector)
                .messenger(settings.messenger());
        settings.credential().ifPresent(credential -> {
            framework.setPrincipal(credential.principal());
            config.credential(credential);
        });
        return config.framework(framework.build()).build();
    }

    private MasterDetector newDetector() {
        MasterDetector made = MasterDetectors.create(settings.master());
        detector.set(made);
        return made;
    }

    @Override
    public void launch(AgentLaunch launch) {
        SlaveID agentId = SlaveID.newBuilder().setValue(launch.agentId()).build();
        List<TaskInfo> tasks;
        try {
            tasks = tasks(launch, agentId);
        } catch (IllegalStateException e) {
            // a rescinded offer crossed the decision, and the tasks are lost before their launch
            lose(launch, "an offer was rescinded before the launch; run again: " + e.getMessage());
            return;
        }
        List<OfferID> offerIds =
                launch.offerIds().stream().map(MesosCluster::offerId).toList();
        driver().launchTasks(offerIds, tasks, MesosMessages.filters(launch.refuseFor()));
    }

    private List<TaskInfo> tasks(AgentLaunch launch, SlaveID agentId) {
        OfferedResources offered = new OfferedResources(offers.take(launch.offerIds()));
        ExecutorLaunch executorLaunch = launch.executor();
        ExecutorInfo executor = MesosMessages.executor(executorLaunch, offered.take(executorLaunch.resources()));
        return launch.tasks().stream()
                .map(task -> MesosMessages.task(task, agentId, executor, offered.take(task.resources())))
                .toList();
    }

    private void lose(AgentLaunch launch, String reason) {
        for (TaskToLaunch task : launch.tasks()) {
            listener().updated(TaskUpdate.ofCluster(task.taskName(), TaskState.LOST, reason));
        }
    }

    @Override
    public void decline(String offerId, Duration refuseFor) {
        offers.remove(offerId);
        driver().declineOffer(offerId(offerId), MesosMessages.filters(refuseFor));
    }

    @Override
    public void suppressOffers() {
        driver().suppressOffers();
    }

    @Override
    public void kill(String taskName) {
        driver().killTask(MesosMessages.taskId(taskName));
    }

    @Override
    public void reconcile(Map<String, String> agentIdsByTask) {
        driver().reconcileTasks(agentIdsByTask.entrySet().stream()
                .map(task -> MesosMessages.reconciliation(task.getKey(), task.getValue()))
                .toList());
    }

    @Override
    public void send(ExecutorAddress executor, byte[] data) throws InterruptedException {
        driver().sendFrameworkMessage(
                        ExecutorID.newBuilder().setValue(executor.executorId()).build(),
                        SlaveID.newBuilder().setValue(executor.agentId()).build(),
                        UnsafeByteOperations.unsafeWrap(data));
        // the driver cannot throw this: it returns early with the interrupt flag set, and may not have sent
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while sending");
        }
    }

    @Override
    public void stopAccepting() {
        MesosSchedulerDriver started = driver.get();
        if (started != null) {
            started.stopAccepting();
        }
    }

    @Override
    public Optional<Path> keepOutput() {
        MasterDetector made = detector.get();
        return made == null ? Optional.empty() : made.keepOutput();
    }

    @Override
    public void close() {
        lifecycle.lock();
        try {
            closed = true;
            SchedulerDriver started = driver.get();
            if (started != null) {
                started.stop(false);
            }
        } finally {
            lifecycle.unlock();
        }
    }

    private SchedulerDriver driver() {
        SchedulerDriver started = driver.get();
        if (started == null) {
            throw new IllegalStateException("the cluster is not started");
        }
        return started;
    }

    private ClusterListener listener() {
        ClusterListener receiver = listener.get();
        if (receiver == null) {
            throw new IllegalStateException("the cluster is not started");
        }
        return receiver;
    }

    private static OfferID offerId(String id) {
        return OfferID.newBuilder().setValue(id).build();
    }
}
