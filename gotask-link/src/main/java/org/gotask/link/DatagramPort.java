package org.gotask.link;

/**
 * A path to the other end of a link, which sends datagrams with best effort: they may be lost, duplicated and
 * reordered. The route may therefore change between any two datagrams. Thread-safe.
 */
@FunctionalInterface
public interface DatagramPort {

    /**
     * Sends one datagram; may block while the path is congested. If the peer cannot be reached, the datagram is dropped
     * without an exception.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the datagram may or may not be sent
     */
    void send(byte[] datagram) throws InterruptedException;
}
