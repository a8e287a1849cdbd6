package org.gotask.link;

import java.util.Optional;
import org.gotask.TaskMsg;
import org.gotask.channel.ReceiveChannel;

/**
 * One end of the connection between the scheduler and one executor: it carries the channels of every task on that
 * executor. The other end is a link of the same kind. Thread-safe.
 */
public interface Link extends AutoCloseable {

    /**
     * Opens this end of a task's two channels. What arrives is delivered from now on; what is outbound waits for
     * {@link LinkChannel#start}.
     *
     * @param outbound what to send to the other end; when it is closed and drained, the other end is told
     * @param inbound where to deliver what the other end sends
     * @throws IllegalArgumentException if the task is open already
     */
    LinkChannel open(String taskName, ReceiveChannel<TaskMsg> outbound, Inbound inbound);

    /**
     * Takes a datagram that arrived from the other end. Never blocks. Whatever it contains, nothing is thrown: what cannot
     * be read or belongs to nobody is told to the {@link LinkListener}.
     */
    void receive(byte[] datagram);

    /** What this end has counted so far; empty if this kind of link does not count. */
    default Optional<LinkStatistics> counted() {
        return Optional.empty();
    }

    /** Stops sending and delivering. Does not wait, and ends no channel in order. */
    @Override
    void close();
}
