package org.gotask.link;

/** The way to one peer: takes datagrams and delivers them with best effort. Thread-safe. */
@FunctionalInterface
public interface DatagramPort {

    /**
     * Hands over one datagram; may wait while the transport is congested. A peer out of reach loses it, without an
     * exception.
     *
     * @throws InterruptedException if the thread is interrupted while waiting; the datagram may or may not be sent
     */
    void send(byte[] datagram) throws InterruptedException;
}
