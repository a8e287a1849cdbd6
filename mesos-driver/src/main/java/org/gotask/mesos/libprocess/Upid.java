package org.gotask.mesos.libprocess;

import java.util.Objects;

/**
 * The address of a libprocess process: {@code id@host:port}. Skeleton: parsing and checks follow.
 *
 * @param id the name of the process, for example {@code master} or {@code slave(1)}
 * @param host a numeric IPv4 address, or a host name kept as it was given
 * @param port the TCP port
 */
@SuppressWarnings("DoNotCallSuggester")
public record Upid(String id, String host, int port) {

    /** Refuses null. */
    public Upid {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
    }

    /**
     * Reads {@code id@host:port}.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Upid parse(String text) {
        throw new IllegalArgumentException(text);
    }

    @Override
    public String toString() {
        return id + "@" + host + ":" + port;
    }
}
