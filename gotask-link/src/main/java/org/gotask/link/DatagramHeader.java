package org.gotask.link;

/**
 * What a datagram says beside its frames.
 *
 * @param from the epoch of the end that sent it
 * @param to the epoch of the end that it is for; 0 while the sender does not know it
 * @param acknowledgeNow true if the sender waits for the acknowledgement
 * @param sequence its place in the order of all datagrams with frames; 0 for one without
 * @param transmission counts what is sent, repetitions too; 0 for one without frames
 * @param acknowledgement what the sender has received
 */
record DatagramHeader(
        long from,
        long to,
        boolean acknowledgeNow,
        long sequence,
        long transmission,
        Acknowledgement acknowledgement) {}
