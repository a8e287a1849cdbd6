package org.gotask.executor.task;

import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.SendChannel;
import org.gotask.link.LinkConfig;
import org.gotask.link.MessageSink;

/** The two channels of a task, on the side of its function and on that of the link. Thread-safe. */
final class TaskChannels implements MessageSink {

    /** As in mesosgot: large enough for bursts, and small enough to slow down a sender whose reader is slow. */
    private static final int CAPACITY = 256;

    private final String taskName;
    private final LinkConfig config;
    private final Channel<TaskMsg> in;
    private final Channel<TaskMsg> outbound;
    private final SendChannel<TaskMsg> out;

    TaskChannels(String taskName, LinkConfig config) {
        this.taskName = taskName;
        this.config = config;
        this.in = Channel.named(taskName + " in", CAPACITY);
        this.outbound = Channel.named(taskName + " out", CAPACITY);
        this.out = outbound.mapSent(this::withOwnName);
    }

    /** The channel from which the function receives. */
    Channel<TaskMsg> in() {
        return in;
    }

    /** The channel to which the function sends. */
    SendChannel<TaskMsg> out() {
        return out;
    }

    /** The channel from which the link takes the messages of the function. */
    Channel<TaskMsg> outbound() {
        return outbound;
    }

    private TaskMsg withOwnName(TaskMsg message) {
        TaskMsg named = message.taskName().isEmpty() ? message.withTaskName(taskName) : message;
        if (!named.taskName().equals(taskName)) {
            throw new IllegalArgumentException("message in another task's name: task=" + taskName
                    + ", message.taskName=" + OneLine.of(named.taskName()) + "; leave the name out, it is filled in");
        }
        return config.requireFits(named);
    }

    @Override
    public void deliver(TaskMsg message) throws InterruptedException {
        try {
            in.send(message);
        } catch (ChannelClosedException e) {
            // the task has ended or was stopped, and does not read it any more
        }
    }

    @Override
    public boolean tryDeliver(TaskMsg message) {
        try {
            return in.trySend(message);
        } catch (ChannelClosedException e) {
            return true; // as above
        }
    }

    @Override
    public void end() {
        in.close();
    }

    /** Closes {@code in}, because the task was stopped or has ended. */
    void closeIn(String reason) {
        in.close(reason);
    }

    /** Closes {@code out}, because later messages could not arrive. */
    void closeOut(String reason) {
        outbound.close(reason);
    }
}
