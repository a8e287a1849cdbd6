package org.gotask.mesos.libprocess;

/**
 * Where a messenger listens and how it is reached. Skeleton: builder, environment and limits follow.
 *
 * @param bindHost the address to bind
 * @param port the port to bind; 0 for any free one
 */
public record MessengerConfig(String bindHost, int port) {

    /** A messenger that is reachable from this machine only, on any free port. */
    public static MessengerConfig loopback() {
        return new MessengerConfig("127.0.0.1", 0);
    }
}
