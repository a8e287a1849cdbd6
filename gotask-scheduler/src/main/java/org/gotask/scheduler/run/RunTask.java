package org.gotask.scheduler.run;

import java.util.Optional;
import org.gotask.Agent;
import org.gotask.FailureTolerance;
import org.gotask.TaskMsg;
import org.gotask.TaskSpec;
import org.gotask.channel.Channel;
import org.gotask.launch.TaskLaunch;
import org.gotask.link.LinkChannel;
import org.gotask.link.memory.MessageMemory;
import org.gotask.link.memory.Outbox;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskToLaunch;
import org.gotask.scheduler.placement.TaskNeed;
import org.jspecify.annotations.Nullable;

/**
 * One task of the run, from its spec to its end. Confined to the run's thread, except for the outbox, its kill, and
 * {@link #taken} once the scheduler function runs.
 */
final class RunTask {

    /** Messages that are queued for a task before its senders block, in addition to the limits in bytes. */
    private static final int OUTBOX_CAPACITY = 256;

    private final String name;
    private final TaskSpec spec;
    private final int index;
    private final Outbox outbox;
    private TaskState state = TaskState.STARTING;
    private boolean inboundEnded;
    private volatile boolean killRequested;
    private boolean endedAsRequested;
    private @Nullable Placed placed;

    /** The executor of a launched task, and this side of its link. */
    private record Placed(ExecutorAddress executor, String host, LinkChannel link) {}

    RunTask(TaskSpec spec, int index) {
        this.name = spec.taskName(index);
        this.spec = spec;
        this.index = index;
        this.outbox = MessageMemory.ofThisProcess().newOutbox("to task " + name, OUTBOX_CAPACITY);
    }

    String name() {
        return name;
    }

    Outbox outbox() {
        return outbox;
    }

    /** The channel of the outbox. */
    Channel<TaskMsg> toTask() {
        return outbox.channel();
    }

    /** The scheduler function has taken a message of this task, or it was dropped. */
    void taken(TaskMsg message) {
        Placed where = placed;
        if (where != null) {
            where.link().taken(message.sizeBytes());
        }
    }

    TaskNeed need() {
        return new TaskNeed(name, spec.resources());
    }

    TaskToLaunch toLaunch() {
        return new TaskToLaunch(
                name,
                spec.resources(),
                new TaskLaunch(spec.function(), index, spec.count(), spec.taskArgs(index), spec.taskEnv(index)));
    }

    void launched(ExecutorAddress executor, String host, LinkChannel link) {
        placed = new Placed(executor, host, link);
    }

    /** The executor that it was launched on; empty before. */
    Optional<ExecutorAddress> executor() {
        return Optional.ofNullable(placed).map(Placed::executor);
    }

    /** The agent that it was launched on; empty before. */
    Optional<Agent> agent() {
        return Optional.ofNullable(placed)
                .map(where -> new Agent(where.executor().agentId(), where.host()));
    }

    /** Whether the run survives such a failure of this task. */
    boolean tolerates(FailureTolerance failure) {
        return spec.tolerance().includes(failure);
    }

    boolean runsOn(ExecutorAddress executor) {
        return placed != null && placed.executor().equals(executor);
    }

    boolean runsOnAgent(String agentId) {
        return placed != null && placed.executor().agentId().equals(agentId);
    }

    /** For people: {@code task worker-3 (executor-1 on agent 7d3f-S1, host h7)}. */
    String describe() {
        return placed == null
                ? "task " + name
                : "task " + name + " (" + placed.executor() + ", host " + placed.host() + ")";
    }

    TaskState state() {
        return state;
    }

    boolean hasEnded() {
        return state.isTerminal();
    }

    /** @param announcement the announcement of the link by its executor */
    void running(byte[] announcement) {
        state = TaskState.RUNNING;
        link().ifPresent(link -> link.start(announcement));
    }

    /** Sets the last state, and closes the outbox, whose messages are not delivered any more. */
    void ended(TaskState last, String reason) {
        state = last;
        // before the close, which makes a link that cannot signal the end request a kill
        endedAsRequested = last == TaskState.FINISHED || (last == TaskState.KILLED && killRequested);
        outbox.channel().close(reason);
        outbox.free();
    }

    /** Whether its executor signals the end of its messages; false before it runs. */
    boolean executorSignalsEnd() {
        return link().map(LinkChannel::peerSignalsEnd).orElse(false);
    }

    /** This side is about to kill it, because its executor knows no other end. */
    void requestKill() {
        killRequested = true;
    }

    /** Whether it has returned, or was killed because this side requested it. */
    boolean endedAsRequested() {
        return endedAsRequested;
    }

    /** True once the scheduler function's channel has taken its last message. */
    boolean inboundEnded() {
        return inboundEnded;
    }

    /** True if messages of the task have not arrived yet; unread messages have arrived. */
    boolean messagesAreMissing() {
        return !link().map(LinkChannel::hasArrived).orElse(true);
    }

    /** Ends its messages after those that have arrived, since its executor does not signal their end. */
    void endInboundNow() {
        link().ifPresent(LinkChannel::endInbound);
    }

    void endInbound() {
        inboundEnded = true;
    }

    private Optional<LinkChannel> link() {
        return Optional.ofNullable(placed).map(Placed::link);
    }
}
