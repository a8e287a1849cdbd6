package org.gotask.link;

import org.gotask.TaskName;
import org.gotask.link.memory.Outbox;

/**
 * One end of the connection between the scheduler and one executor. It carries the channels of all tasks of that executor;
 * the other end is a link of the same {@link LinkKind}. Thread-safe.
 */
public interface Link extends AutoCloseable {

    /**
     * Opens this end of a task's two channels. Received messages are delivered from now on; sending begins with
     * {@link LinkChannel#start}. On a closed or failed link the returned channel is abandoned from the start.
     *
     * @param outbound the messages to send; once its channel is closed and drained, the end is signalled to the other
     *     end
     * @param inbound receives the messages that the other end sends
     * @throws IllegalArgumentException if the task is open already, or its name is not a {@link TaskName}
     */
    LinkChannel open(String taskName, Outbox outbound, MessageSink inbound);

    /**
     * Receives a datagram from the other end. Does not block or throw. A datagram that is unreadable or has no receiver
     * is reported to the {@link LinkListener}.
     */
    void receive(byte[] datagram);

    /** The counters of this end as one line for the log; empty if this kind of link has none. */
    String statistics();

    /** Stops sending and delivering, and abandons all channels. Does not block. Closing again does nothing. */
    @Override
    void close();
}
