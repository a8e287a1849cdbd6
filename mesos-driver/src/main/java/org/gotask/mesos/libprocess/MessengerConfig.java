package org.gotask.mesos.libprocess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.gotask.mesos.libprocess.address.Ipv4;

/**
 * The addresses and limits of a messenger. Immutable.
 *
 * <p>Defaults: bound to all addresses of the machine, at any free port, and published under the machine's own address;
 * bodies of up to 64 MiB, the limit of Mesos's own protobuf reader; 16 MiB of queued messages for each peer; 10 s to
 * connect; senders checked if only this machine can connect; a quarter of the heap for incoming requests.
 *
 * @param bindHost the numeric IPv4 address to bind; {@code 0.0.0.0} for all
 * @param port the port to bind; 0 for any free one
 * @param advertisedHost the published host, if it is not the bound one
 * @param advertisedPort the published port, if it is not the bound one
 * @param maxBodyBytes the longest message or request body that is sent or accepted
 * @param maxQueuedBytes the maximum number of bytes queued for a peer, at which senders wait; one message may exceed it
 * @param connectTimeout the time limit of a connection attempt, after which a peer counts as unreachable
 * @param peerAddressMatch whether messages must come from the address of the sender that they name
 * @param maxInboundBytes the memory for requests that are not handled yet, over all connections; one body of a peer may
 *     exceed the rest of it, no body may exceed it as a whole, and strangers share a quarter of it
 * @param hostNames additional host names for requests to its pages; {@code localhost}, the addresses and the name of
 *     the machine are always accepted
 * @param peersMayEnd true to log messages lost with an ended peer at debug level instead of as a warning: for masters
 *     and agents, whose peers end as a matter of course
 */
public record MessengerConfig(
        String bindHost,
        int port,
        Optional<String> advertisedHost,
        OptionalInt advertisedPort,
        int maxBodyBytes,
        long maxQueuedBytes,
        Duration connectTimeout,
        PeerAddressMatch peerAddressMatch,
        long maxInboundBytes,
        Set<String> hostNames,
        boolean peersMayEnd) {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String PEER_ADDRESS_MATCH = "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH";
    private static final long LEAST_INBOUND_BYTES = MEBIBYTE;

    /** The share of the heap, as a divisor; parsed messages that wait for their handler take as much again. */
    private static final int INBOUND_PART = 4;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is outside its range; the message names all such values
     */
    public MessengerConfig {
        List<String> problems = new ArrayList<>();
        if (!Ipv4.isNumeric(bindHost)) {
            problems.add("bindHost=" + bindHost + ", expected a numeric IPv4 address");
        }
        if (port < 0 || port > 65535) {
            problems.add("port=" + port + ", expected 0..65535");
        }
        if (advertisedHost.isPresent()
                && Upid.find("x@" + advertisedHost.get() + ":1").isEmpty()) {
            problems.add("advertisedHost=" + PrintableText.of(advertisedHost.get(), 60)
                    + ", expected an IPv4 address or a name of this machine");
        }
        if (advertisedPort.isPresent() && (advertisedPort.getAsInt() < 1 || advertisedPort.getAsInt() > 65535)) {
            problems.add("advertisedPort=" + advertisedPort.getAsInt() + ", expected 1..65535");
        }
        if (maxBodyBytes < 1 || maxBodyBytes > 1024 * MEBIBYTE) {
            problems.add("maxBodyBytes=" + maxBodyBytes + ", expected 1.." + 1024 * MEBIBYTE);
        }
        if (maxQueuedBytes < 1) {
            problems.add("maxQueuedBytes=" + maxQueuedBytes + ", expected at least 1");
        }
        if (connectTimeout.compareTo(Duration.ofMillis(1)) < 0 || connectTimeout.compareTo(Duration.ofHours(1)) > 0) {
            problems.add("connectTimeout=" + connectTimeout + ", expected PT0.001S..PT1H");
        }
        if (maxInboundBytes < LEAST_INBOUND_BYTES) {
            problems.add("maxInboundBytes=" + maxInboundBytes + ", expected at least " + LEAST_INBOUND_BYTES);
        }
        hostNames = Set.copyOf(hostNames);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("invalid messenger configuration: " + String.join("; ", problems));
        }
    }

    /** A configuration with the defaults, except for the address and port to bind. */
    public MessengerConfig(String bindHost, int port) {
        this(
                bindHost,
                port,
                Optional.empty(),
                OptionalInt.empty(),
                64 * MEBIBYTE,
                16L * MEBIBYTE,
                Duration.ofSeconds(10),
                PeerAddressMatch.WHERE_LOOPBACK,
                Math.max(LEAST_INBOUND_BYTES, Runtime.getRuntime().maxMemory() / INBOUND_PART),
                Set.of(),
                false);
    }

    /** The configuration of a messenger that is reachable only from this machine, at any free port. */
    public static MessengerConfig loopback() {
        return new MessengerConfig("127.0.0.1", 0);
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder(new MessengerConfig(Ipv4.ANY, 0));
    }

    /** A builder with the values of this configuration. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Whether messages must come from the address of the sender that they name; resolves
     * {@link PeerAddressMatch#WHERE_LOOPBACK}.
     */
    public boolean requiresPeerAddressMatch() {
        return switch (peerAddressMatch) {
            case REQUIRED -> true;
            case NOT_REQUIRED -> false;
            case WHERE_LOOPBACK ->
                Ipv4.isLoopback(bindHost)
                        && advertisedHost.map(Ipv4::isLoopback).orElse(true);
        };
    }

    /**
     * Reads {@code LIBPROCESS_IP}, {@code LIBPROCESS_PORT}, {@code LIBPROCESS_ADVERTISE_IP},
     * {@code LIBPROCESS_ADVERTISE_PORT} and {@code LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH}, as every libprocess
     * program does. A missing or empty variable leaves its default. The wildcard address of IPv6 counts as that of IPv4.
     *
     * @throws IllegalArgumentException if a value is malformed; the message names all such variables
     */
    public static MessengerConfig fromEnvironment(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Builder builder = builder();
        String ip = environment.getOrDefault("LIBPROCESS_IP", "");
        if (Ipv4.isWildcard(ip)) {
            builder.bindHost(Ipv4.ANY);
        } else if (!ip.isEmpty() && isAddress("LIBPROCESS_IP", ip, problems)) {
            builder.bindHost(ip);
        }
        String advertised = environment.getOrDefault("LIBPROCESS_ADVERTISE_IP", "");
        if (!advertised.isEmpty() && isAddress("LIBPROCESS_ADVERTISE_IP", advertised, problems)) {
            if (Ipv4.isWildcard(advertised)) {
                problems.add("LIBPROCESS_ADVERTISE_IP=0.0.0.0, expected an address that peers can connect to");
            } else {
                builder.advertisedHost(advertised);
            }
        }
        port("LIBPROCESS_PORT", 0, environment, problems).ifPresent(builder::port);
        port("LIBPROCESS_ADVERTISE_PORT", 1, environment, problems).ifPresent(builder::advertisedPort);
        match(environment, problems).ifPresent(builder::peerAddressMatch);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("malformed environment variable: " + String.join("; ", problems));
        }
        return builder.build();
    }

    private static boolean isAddress(String variable, String text, List<String> problems) {
        if (Ipv4.isNumeric(text)) {
            return true;
        }
        problems.add(variable + "=" + PrintableText.of(text, 60) + ", expected a numeric IPv4 address");
        return false;
    }

    private static Optional<PeerAddressMatch> match(Map<String, String> environment, List<String> problems) {
        String text = environment.getOrDefault(PEER_ADDRESS_MATCH, "");
        Optional<PeerAddressMatch> match = PeerAddressMatch.find(text);
        if (match.isEmpty() && !text.isEmpty()) {
            problems.add(PEER_ADDRESS_MATCH + "=" + PrintableText.of(text, 60) + ", expected true or false");
        }
        return match;
    }

    private static OptionalInt port(
            String variable, int lowest, Map<String, String> environment, List<String> problems) {
        String text = environment.getOrDefault(variable, "");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(text);
            if (port >= lowest && port <= 65535) {
                return OptionalInt.of(port);
            }
        }
        problems.add(variable + "=" + PrintableText.of(text, 60) + ", expected " + lowest + "..65535");
        return OptionalInt.empty();
    }

    /** Builds a {@link MessengerConfig}. Not thread-safe. */
    public static final class Builder {

        private String bindHost;
        private int port;
        private Optional<String> advertisedHost;
        private OptionalInt advertisedPort;
        private int maxBodyBytes;
        private long maxQueuedBytes;
        private Duration connectTimeout;
        private PeerAddressMatch peerAddressMatch;
        private long maxInboundBytes;
        private Set<String> hostNames;
        private boolean peersMayEnd;

        private Builder(MessengerConfig from) {
            this.bindHost = from.bindHost;
            this.port = from.port;
            this.advertisedHost = from.advertisedHost;
            this.advertisedPort = from.advertisedPort;
            this.maxBodyBytes = from.maxBodyBytes;
            this.maxQueuedBytes = from.maxQueuedBytes;
            this.connectTimeout = from.connectTimeout;
            this.peerAddressMatch = from.peerAddressMatch;
            this.maxInboundBytes = from.maxInboundBytes;
            this.hostNames = from.hostNames;
            this.peersMayEnd = from.peersMayEnd;
        }

        /** The numeric IPv4 address to bind, {@code 0.0.0.0} for all. */
        public Builder bindHost(String host) {
            this.bindHost = host;
            return this;
        }

        /** The port to bind, 0 to 65535; 0 for any free one. */
        public Builder port(int bindPort) {
            this.port = bindPort;
            return this;
        }

        /** The address or name at which peers connect. */
        public Builder advertisedHost(String host) {
            this.advertisedHost = Optional.of(host);
            return this;
        }

        /** The port at which peers connect, 1 to 65535. */
        public Builder advertisedPort(int advertised) {
            this.advertisedPort = OptionalInt.of(advertised);
            return this;
        }

        /** The longest body sent or accepted, in bytes, from 1 to 1 GiB. */
        public Builder maxBodyBytes(int bytes) {
            this.maxBodyBytes = bytes;
            return this;
        }

        /** The maximum number of bytes queued for one peer, at which senders wait; at least 1. */
        public Builder maxQueuedBytes(long bytes) {
            this.maxQueuedBytes = bytes;
            return this;
        }

        /** The time limit of a connection attempt, from 1 ms to 1 h. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = timeout;
            return this;
        }

        /** Whether messages must come from the address of the sender that they name. */
        public Builder peerAddressMatch(PeerAddressMatch match) {
            this.peerAddressMatch = match;
            return this;
        }

        /** The memory for requests that are not handled yet, in bytes, at least 1 MiB. */
        public Builder maxInboundBytes(long bytes) {
            this.maxInboundBytes = bytes;
            return this;
        }

        /** Additional host names under which pages may be requested. */
        public Builder hostNames(Set<String> names) {
            this.hostNames = names;
            return this;
        }

        /**
         * Whether messages lost with a peer that was reached and has ended are logged at debug level instead of as a
         * warning; false by default. Messages to unreachable hosts, and to peers that were never reached, cause a
         * warning in either case.
         */
        public Builder peersMayEnd(boolean usual) {
            this.peersMayEnd = usual;
            return this;
        }

        /**
         * Creates the configuration.
         *
         * @throws IllegalArgumentException if a value is outside its range; the message names all such values
         */
        public MessengerConfig build() {
            return new MessengerConfig(
                    bindHost,
                    port,
                    advertisedHost,
                    advertisedPort,
                    maxBodyBytes,
                    maxQueuedBytes,
                    connectTimeout,
                    peerAddressMatch,
                    maxInboundBytes,
                    hostNames,
                    peersMayEnd);
        }
    }
}
