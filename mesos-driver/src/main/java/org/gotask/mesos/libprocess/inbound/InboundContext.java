package org.gotask.mesos.libprocess.inbound;

import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.libprocess.wire.InboundLimits;
import org.gotask.mesos.libprocess.wire.InboundMemory;
import org.gotask.mesos.libprocess.wire.OwnHosts;
import org.gotask.mesos.log.RateLimitedLogger;

/**
 * The state shared by the incoming connections of a messenger. Thread-safe.
 *
 * @param router passes requests to processes and pages
 * @param memory the memory of all requests
 * @param limits sizes and times
 * @param hosts the names of this messenger
 * @param matchRequired whether the address of a sender must be that of its connection
 * @param peers whether an address belongs to a known peer
 * @param turns held by a stranger while it parses a request, so that the threads of strangers cannot occupy all
 *     processors
 * @param pages held while a page is generated, because its size is known only afterwards
 * @param log for events caused by peers and strangers
 */
public record InboundContext(
        Router router,
        InboundMemory memory,
        InboundLimits limits,
        OwnHosts hosts,
        boolean matchRequired,
        Predicate<PeerAddress> peers,
        Semaphore turns,
        Semaphore pages,
        RateLimitedLogger log) {}
