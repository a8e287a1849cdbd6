package org.gotask.executor.task;

import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.SendChannel;
import org.gotask.link.LinkConfig;
import org.gotask.link.MessageSink;

/** The two channels of a task, as its function and as the link see them. Thread-safe. */
final class TaskChannels implements MessageSink {

    /** As in mesosgot: enough for bursts, and little enough that a fast sender soon feels a slow reader. */
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

    /** What the function receives from. */
    Channel<TaskMsg> in() {
        return in;
    }

    /** What the function sends to. */
    SendChannel<TaskMsg> out() {
        return out;
    }

    /** What the link drains. */
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
            // the task has ended or is to end: nobody reads this any more
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

    /** Closes {@code in}: the task is to end. */
    void closeIn(String reason) {
        in.close(reason);
    }

    /** Closes {@code out}: nothing that is sent from now on could arrive. */
    void closeOut(String reason) {
        outbound.close(reason);
    }
}
