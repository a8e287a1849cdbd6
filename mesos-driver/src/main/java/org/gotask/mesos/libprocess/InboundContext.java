package org.gotask.mesos.libprocess;

import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * What the incoming connections of a messenger share. Thread-safe.
 *
 * @param router where requests go
 * @param memory what all of them may hold
 * @param limits how much is borne
 * @param hosts the names of this messenger
 * @param matchRequired whether a sender must be where its connection comes from
 * @param peers whether the messenger talks to an address
 * @param turns held by a stranger while a request is taken from what arrived: all threads that could go on wait for the same
 *     few processors, and those of strangers must not be among them in numbers
 * @param pages held while a page is made, for it has its size only then
 * @param log for what comes from outside
 */
record InboundContext(
        Router router,
        InboundMemory memory,
        InboundLimits limits,
        OwnHosts hosts,
        boolean matchRequired,
        Predicate<PeerAddress> peers,
        Semaphore turns,
        Semaphore pages,
        LimitedLog log) {}
