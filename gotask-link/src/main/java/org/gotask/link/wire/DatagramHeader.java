package org.gotask.link.wire;

/**
 * The header of a datagram.
 *
 * @param from the epoch of the sender
 * @param to the epoch of the receiver; 0 while the sender does not know it
 * @param acknowledgeNow true if the receiver should acknowledge at once
 * @param sequence the position in the order of all datagrams with frames; 0 for a datagram without frames
 * @param transmission counts transmissions, repetitions included; 0 for a datagram without frames
 * @param acknowledgement the datagrams that the sender has received
 */
public record DatagramHeader(
        long from,
        long to,
        boolean acknowledgeNow,
        long sequence,
        long transmission,
        Acknowledgement acknowledgement) {}
