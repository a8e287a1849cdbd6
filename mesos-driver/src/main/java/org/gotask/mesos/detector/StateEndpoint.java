package org.gotask.mesos.detector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.MasterInfo;

/**
 * The {@code /state} of one master, which names the leading master. A master that does not lead redirects to the
 * leader. A master that denies access to its state counts as the leader, because it has not redirected. Stateless.
 */
final class StateEndpoint {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    /** A busy master of a large cluster is slow to write its state. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(10);

    private final String host;
    private final int port;

    StateEndpoint(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** The address of the master; not resolved. */
    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** Asks once. Each wait for a part of the response is bounded, and ends early if the thread is interrupted. */
    Answer ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + host + ":" + port + "/state").toURL().openConnection(Proxy.NO_PROXY);
            try {
                connection.setConnectTimeout(Math.toIntExact(CONNECT_LIMIT.toMillis()));
                connection.setReadTimeout(Math.toIntExact(READ_LIMIT.toMillis()));
                connection.setRequestProperty("Accept", "application/json");
                connection.setUseCaches(false);
                connection.setInstanceFollowRedirects(true);
                return answer(connection);
            } finally {
                connection.disconnect();
            }
        } catch (UnknownHostException e) {
            return new NoLeader("host is unknown: host=" + e.getMessage());
        } catch (IOException e) {
            return new NoLeader(NetworkReason.of(e));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    private Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        return switch (status) {
            case 200 -> fromState(connection);
            case 401, 403, 404 -> {
                // after a redirect this is the address of the leader
                URL asked = connection.getURL();
                yield new Leader(info(new Upid("master", numeric(asked.getHost()), asked.getPort()), Map.of()));
            }
            default -> new NoLeader("/state was answered with status " + status);
        };
    }

    private static Answer fromState(HttpURLConnection connection) throws IOException {
        Map<String, String> state;
        try (InputStream body = connection.getInputStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            state = TopLevelJson.strings(reader, Set.of("id", "leader", "hostname", "version"));
        }
        String leader = state.get("leader");
        if (leader == null || leader.isEmpty()) {
            return new NoLeader("/state names no leader");
        }
        Upid pid;
        try {
            pid = Upid.parse(leader);
        } catch (IllegalArgumentException e) {
            return new NoLeader("/state names a leader that cannot be read: leader=" + leader);
        }
        return new Leader(info(new Upid(pid.id(), numeric(pid.host()), pid.port()), state));
    }

    private static MasterInfo info(Upid pid, Map<String, String> state) throws UnknownHostException {
        String hostname = state.getOrDefault("hostname", pid.host());
        MasterInfo.Builder info = MasterInfo.newBuilder()
                .setId(state.getOrDefault("id", ""))
                .setIp(nativeOrder(InetAddress.getByName(pid.host()).getAddress()))
                .setPort(pid.port())
                .setPid(pid.wire())
                .setHostname(hostname)
                .setAddress(Address.newBuilder()
                        .setHostname(hostname)
                        .setIp(pid.host())
                        .setPort(pid.port()));
        String version = state.get("version");
        if (version != null) {
            info.setVersion(version);
        }
        return info.build();
    }

    private static String numeric(String host) throws UnknownHostException {
        try {
            return Upid.resolveHost(host);
        } catch (UnknownHostException e) {
            // some versions of the JDK add a reason to the host
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        }
    }

    /** The four bytes in network order, read as a little-endian number: Mesos's format of an address. */
    private static int nativeOrder(byte[] address) {
        return (address[0] & 0xff) | (address[1] & 0xff) << 8 | (address[2] & 0xff) << 16 | (address[3] & 0xff) << 24;
    }

    /** The result of a request. */
    sealed interface Answer {}

    /** There is a leading master. */
    record Leader(MasterInfo info) implements Answer {}

    /** There is no leader, or the master cannot be reached; with the reason for the log. */
    record NoLeader(String reason) implements Answer {}
}
