package org.gotask.executor.task;

import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Received;
import org.gotask.channel.SendChannel;
import org.gotask.link.Delivery;
import org.gotask.link.LinkChannel;
import org.gotask.link.LinkConfig;
import org.gotask.link.MessageSink;
import org.gotask.link.memory.MessageMemory;
import org.gotask.link.memory.Outbox;
import org.jspecify.annotations.Nullable;

/** The two channels of a task, on the side of its function and on that of the link. Thread-safe. */
final class TaskChannels implements MessageSink {

    /**
     * As in mesosgot, in addition to the limits in bytes: large enough for bursts, and small enough to slow down a
     * sender whose reader is slow.
     */
    private static final int CAPACITY = 256;

    private final String taskName;
    private final LinkConfig config;
    private final Channel<TaskMsg> inbound;
    private final ReceiveChannel<TaskMsg> in;
    private final Outbox outbound;
    private final SendChannel<TaskMsg> out;
    private volatile @Nullable LinkChannel link;

    TaskChannels(String taskName, LinkConfig config) {
        this.taskName = taskName;
        this.config = config;
        this.inbound = Channel.named(taskName + " in", CAPACITY);
        this.in = inbound.mapReceived(this::taken);
        this.outbound = MessageMemory.ofThisProcess().newOutbox(taskName + " out", CAPACITY);
        this.out = outbound.channel().mapSent(this::withOwnName);
    }

    /** The channel from which the function receives. */
    ReceiveChannel<TaskMsg> in() {
        return in;
    }

    /** The channel to which the function sends. */
    SendChannel<TaskMsg> out() {
        return out;
    }

    /** The channel from which the link takes the messages of the function. */
    Outbox outbound() {
        return outbound;
    }

    /** Sets the link whose messages the function receives. Called before the first message. */
    void connect(LinkChannel opened) {
        link = opened;
    }

    private TaskMsg taken(TaskMsg message) {
        LinkChannel opened = link;
        if (opened != null) {
            opened.taken(message.sizeBytes());
        }
        return message;
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
    public Delivery deliver(TaskMsg message) throws InterruptedException {
        try {
            inbound.send(message);
            return Delivery.HELD;
        } catch (ChannelClosedException e) {
            return Delivery.TAKEN; // the task has ended or was stopped, and does not read it any more
        }
    }

    @Override
    public Delivery tryDeliver(TaskMsg message) {
        try {
            return inbound.trySend(message) ? Delivery.HELD : Delivery.REFUSED;
        } catch (ChannelClosedException e) {
            return Delivery.TAKEN; // as above
        }
    }

    @Override
    public void end() {
        inbound.close();
    }

    /** Closes {@code in}, because the task was stopped or has ended. */
    void closeIn(String reason) {
        inbound.close(reason);
    }

    /** Drops the messages that the function has not read: otherwise their sender would wait for memory. */
    void dropUnread() {
        while (inbound.tryReceive() instanceof Received.Value<TaskMsg>(TaskMsg message)) {
            taken(message);
        }
    }

    /** Closes {@code out}, because later messages could not arrive. */
    void closeOut(String reason) {
        outbound.channel().close(reason);
    }

    /** Frees the memory of {@code out}, which is closed. */
    void free() {
        outbound.free();
    }
}
