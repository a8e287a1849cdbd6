package org.gotask.link;

/**
 * A path to the other end of a link: sends datagrams with best effort. Datagrams may be lost, duplicated and reordered, so a
 * path may also change from one way to another between any two of them. Thread-safe.
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
