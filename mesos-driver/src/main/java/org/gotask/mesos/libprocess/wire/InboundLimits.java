package org.gotask.mesos.libprocess.wire;

import java.time.Duration;
import org.gotask.mesos.libprocess.MessengerConfig;

/**
 * The limits for incoming requests, over all connections of a messenger. Immutable.
 *
 * @param bodyBytes the maximum length of a body
 * @param memoryBytes the memory for all requests that are not handled yet; one body of a peer may exceed it, so that
 *     large bodies cannot deadlock
 * @param strangersBytes the part of it that strangers may use
 * @param connections the maximum number of connections
 * @param strangersPatience the time a stranger has for a request, in addition to the time for its bytes
 * @param peersPatience the same for peers, which may be suspended for a while
 * @param bytesPerSecond the minimum rate at which a request must arrive and a response must be read
 */
public record InboundLimits(
        int bodyBytes,
        long memoryBytes,
        long strangersBytes,
        int connections,
        Duration strangersPatience,
        Duration peersPatience,
        int bytesPerSecond) {

    private static final Duration STRANGERS_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PEERS_PATIENCE = Duration.ofMinutes(10);
    private static final int BYTES_PER_SECOND = 16 * 1024;

    private static final int STRANGERS_PART = 4;
    private static final int FEWEST_CONNECTIONS = 256;
    private static final int MOST_CONNECTIONS = 4096;
    private static final int BYTES_PER_CONNECTION = 32 * 1024;

    public static InboundLimits of(MessengerConfig config) {
        long memory = config.maxInboundBytes();
        return new InboundLimits(
                (int) Math.min(config.maxBodyBytes(), memory),
                memory,
                memory / STRANGERS_PART,
                Math.clamp(memory / BYTES_PER_CONNECTION, FEWEST_CONNECTIONS, MOST_CONNECTIONS),
                STRANGERS_PATIENCE,
                PEERS_PATIENCE,
                BYTES_PER_SECOND);
    }

    /** The maximum length of a stranger's body: half of the strangers' memory, because a growing body is copied. */
    int strangersBodyBytes() {
        return (int) Math.min(bodyBytes, strangersBytes / 2);
    }

    public InboundLimits withPatience(Duration strangers, Duration peers) {
        return new InboundLimits(bodyBytes, memoryBytes, strangersBytes, connections, strangers, peers, bytesPerSecond);
    }

    public InboundLimits withConnections(int count) {
        return new InboundLimits(
                bodyBytes, memoryBytes, strangersBytes, count, strangersPatience, peersPatience, bytesPerSecond);
    }
}
