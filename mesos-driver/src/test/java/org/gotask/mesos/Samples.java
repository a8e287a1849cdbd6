package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.gotask.mesos.auth.AuthenticationTimeouts;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.StatusUpdate;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.runtime.DriverEffects;

/** Sample values for the tests of the drivers. */
final class Samples {

    static final FrameworkID FRAMEWORK = frameworkId("framework-0");
    static final SlaveID AGENT = agentId("agent-S0");
    static final ExecutorID EXECUTOR =
            ExecutorID.newBuilder().setValue("executor").build();
    static final Upid AGENT_UPID = new Upid("slave(1)", "127.0.0.1", 5051);
    static final Upid MASTER_UPID = new Upid("master", "127.0.0.1", 5050);
    static final Filters FILTERS = Filters.newBuilder().setRefuseSeconds(7).build();
    static final FrameworkInfo FRAMEWORK_INFO = FrameworkInfo.newBuilder()
            .setUser("someone")
            .setName("test framework")
            .setHostname("here")
            .build();
    static final ExecutorInfo EXECUTOR_INFO =
            ExecutorInfo.newBuilder().setExecutorId(EXECUTOR).build();
    static final SlaveInfo AGENT_INFO =
            SlaveInfo.newBuilder().setHostname("there").setId(AGENT).build();
    static final MasterConnection.Leader LEADER = new MasterConnection.Leader("m", MASTER_UPID);

    private Samples() {}

    static FrameworkID frameworkId(String id) {
        return FrameworkID.newBuilder().setValue(id).build();
    }

    static SlaveID agentId(String id) {
        return SlaveID.newBuilder().setValue(id).build();
    }

    static OfferID offerId(String id) {
        return OfferID.newBuilder().setValue(id).build();
    }

    static TaskID taskId(String id) {
        return TaskID.newBuilder().setValue(id).build();
    }

    static TaskInfo task(String id) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(taskId(id))
                .setSlaveId(AGENT)
                .setExecutor(EXECUTOR_INFO)
                .build();
    }

    static Offer offer(String id) {
        return Offer.newBuilder()
                .setId(offerId(id))
                .setFrameworkId(FRAMEWORK)
                .setSlaveId(AGENT)
                .setHostname("there")
                .build();
    }

    static MasterInfo masterInfo(String id, Upid upid) {
        return MasterInfo.newBuilder()
                .setId(id)
                .setIp(16777343)
                .setPort(upid.port())
                .setPid(upid.wire())
                .build();
    }

    /** For a driver without a credential. */
    static Authentication noAuthentication(DriverEffects<?, ?> effects) {
        return new Authentication(Optional.empty(), AuthenticationTimeouts.DEFAULT, effects, new Random(7));
    }

    static ByteString uuid() {
        UUID uuid = UUID.randomUUID();
        return ByteString.copyFrom(ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .flip());
    }

    static TaskStatus status(String task, TaskState state) {
        return TaskStatus.newBuilder().setTaskId(taskId(task)).setState(state).build();
    }

    /** An update as it arrives from an agent through the master, which needs an acknowledgement. */
    static StatusUpdateMessage update(String task, TaskState state, ByteString uuid) {
        return StatusUpdateMessage.newBuilder()
                .setPid(AGENT_UPID.toString())
                .setUpdate(StatusUpdate.newBuilder()
                        .setFrameworkId(FRAMEWORK)
                        .setExecutorId(EXECUTOR)
                        .setSlaveId(AGENT)
                        .setStatus(status(task, state).toBuilder()
                                .setSlaveId(AGENT)
                                .setUuid(uuid))
                        .setTimestamp(1)
                        .setUuid(uuid))
                .build();
    }

    /** An executor was killed by SIGKILL. */
    static ExitedExecutorMessage exited(FrameworkID framework) {
        return ExitedExecutorMessage.newBuilder()
                .setFrameworkId(framework)
                .setExecutorId(EXECUTOR)
                .setSlaveId(AGENT)
                .setStatus(9)
                .build();
    }

    /** The effects of a scheduler driver's state machine. */
    static FakeEffects<Scheduler, SchedulerDriver> effects(Scheduler scheduler) {
        return new FakeEffects<>(
                scheduler,
                new MesosSchedulerDriver(DriverConfig.builder()
                        .scheduler(scheduler)
                        .framework(FRAMEWORK_INFO)
                        .detector(() -> new FakeDetector(Optional.empty()))
                        .build()));
    }

    /** The state machine of a scheduler driver with these effects. */
    static SchedulerProcess process(
            FrameworkInfo framework, DriverEffects<Scheduler, SchedulerDriver> effects, Clock clock) {
        return new SchedulerProcess(
                framework,
                noAuthentication(effects),
                RegistrationBackoff.DEFAULT,
                effects,
                () -> {},
                new Random(7),
                clock);
    }
}
