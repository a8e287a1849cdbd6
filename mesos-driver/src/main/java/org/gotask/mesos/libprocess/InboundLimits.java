package org.gotask.mesos.libprocess;

import java.time.Duration;

/**
 * How much a messenger bears from outside, over all its connections. Immutable.
 *
 * @param bodyBytes the longest body
 * @param memoryBytes what all requests that are not handled yet may take together; one body of a peer may exceed it, so that
 *     large ones cannot wait for each other
 * @param strangersBytes the part of it that strangers may take
 * @param connections how many connections there may be
 * @param strangersPatience how long a stranger may take for a request, beside the time for its bytes
 * @param peersPatience the same for peers, which may be stopped for a while
 * @param bytesPerSecond how fast the bytes of a request, or of what is answered to a stranger, have to move
 */
record InboundLimits(
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

    static InboundLimits of(MessengerConfig config) {
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

    /** The longest body of a stranger: it grows by being copied, and another one must have room beside it. */
    int strangersBodyBytes() {
        return (int) Math.min(bodyBytes, strangersBytes / 2);
    }

    InboundLimits withPatience(Duration strangers, Duration peers) {
        return new InboundLimits(bodyBytes, memoryBytes, strangersBytes, connections, strangers, peers, bytesPerSecond);
    }

    InboundLimits withConnections(int count) {
        return new InboundLimits(
                bodyBytes, memoryBytes, strangersBytes, count, strangersPatience, peersPatience, bytesPerSecond);
    }
}
