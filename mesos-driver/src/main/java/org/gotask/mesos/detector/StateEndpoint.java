package org.gotask.mesos.detector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code /state} of one master, which names the leading master. A master that does not lead redirects to the
 * leader. A master that denies access to its state counts as the leader, because it has not redirected. Any other
 * answer, and no answer, is a reason why there is no leader yet. Thread-safe.
 */
final class StateEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(StateEndpoint.class);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    /** A busy master of a large cluster is slow to write its state. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(10);
    /** For the whole answer, including redirects, because a peer may send one byte at a time forever. */
    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(30);

    private static final int MOST_REDIRECTS = 5;
    private static final int LONGEST_REASON = 400;
    private static final int LONGEST_VALUE = 255;

    private final StatePlace place;
    private final Duration wholeLimit;

    StateEndpoint(String host, int port) {
        this(host, port, WHOLE_LIMIT);
    }

    /** An endpoint with another limit for the whole answer. */
    StateEndpoint(String host, int port, Duration wholeLimit) {
        this.place = StatePlace.of(host, port);
        this.wholeLimit = wholeLimit;
    }

    /** The address of the master; not resolved. */
    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(place.host(), place.port());
    }

    /**
     * Asks once. Blocks for a bounded time, whatever the peer sends.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile; the request has then ended, or ends soon
     */
    Answer ask() throws InterruptedException {
        AtomicReference<StatePlace> asked = new AtomicReference<>(place);
        FutureTask<Answer> asking = new FutureTask<>(() -> follow(asked));
        // on a thread that can be interrupted while a read makes progress
        Thread thread = Thread.ofVirtual().name("detector-request-" + this).start(asking);
        try {
            return asking.get(wholeLimit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return none(Objects.requireNonNull(asked.get()), "no whole answer within " + wholeLimit.toMillis() + " ms");
        } catch (ExecutionException e) {
            // the HTTP client of the JDK threw an exception for the answer
            LOG.debug("answer cannot be read: master={}", asked.get(), e.getCause());
            return none(Objects.requireNonNull(asked.get()), "answer cannot be read: " + e.getCause());
        } finally {
            thread.interrupt();
        }
    }

    @Override
    public String toString() {
        return place.toString();
    }

    private Answer follow(AtomicReference<StatePlace> asked) {
        StatePlace next = place;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            asked.set(next);
            try {
                switch (request(next)) {
                    case Redirect(StatePlace target) -> next = target;
                    case Answer answer -> {
                        return answer;
                    }
                }
            } catch (UnknownHostException e) {
                return none(next, "host is unknown: host=" + e.getMessage());
            } catch (IOException e) {
                return none(next, NetworkReason.of(e));
            }
        }
        return none(place, "redirected more than " + MOST_REDIRECTS + " times, at last to " + next);
    }

    /** No leader; the reason names the address, if it is not the one that the user knows. */
    private NoLeader none(StatePlace asked, String reason) {
        return new NoLeader(ForeignText.line(
                asked.equals(place) ? reason : "redirected to " + asked + ": " + reason, LONGEST_REASON));
    }

    private Result request(StatePlace asked) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) asked.url().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout(Math.toIntExact(CONNECT_LIMIT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(READ_LIMIT.toMillis()));
            connection.setRequestProperty("Accept", "application/json");
            connection.setUseCaches(false);
            connection.setInstanceFollowRedirects(false);
            return result(asked, connection);
        } finally {
            connection.disconnect();
        }
    }

    private Result result(StatePlace asked, HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        return switch (status) {
            case 200 -> fromState(asked, connection);
            case 301, 302, 303, 307, 308 -> redirect(asked, status, connection.getHeaderField("Location"));
            case 401, 403, 404 ->
                new Leader(info(new Upid("master", numeric(asked.host()), asked.port()), Map.of()), status);
            case -1 -> none(asked, "answer is not HTTP");
            default -> none(asked, "/state was answered with status " + status);
        };
    }

    private Result redirect(StatePlace asked, int status, @Nullable String location) {
        if (location == null || location.isBlank()) {
            return none(asked, "/state was answered with status " + status + " without a Location");
        }
        try {
            return new Redirect(asked.redirected(location));
        } catch (IllegalArgumentException e) {
            return none(asked, String.valueOf(e.getMessage()));
        }
    }

    private Answer fromState(StatePlace asked, HttpURLConnection connection) throws IOException {
        Map<String, String> state;
        try (InputStream body = connection.getInputStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            state = TopLevelJson.strings(reader, Set.of("id", "leader", "hostname", "version"));
        }
        String leader = state.get("leader");
        if (leader == null || leader.isEmpty()) {
            return none(asked, "/state names no leader");
        }
        Upid pid;
        try {
            pid = Upid.parse(leader);
        } catch (IllegalArgumentException e) {
            return none(asked, "/state names a leader that cannot be read: leader=" + leader);
        }
        return new Leader(info(new Upid(pid.id(), numeric(pid.host()), pid.port()), state), 200);
    }

    private static MasterInfo info(Upid pid, Map<String, String> state) throws UnknownHostException {
        String hostname = printable(state.getOrDefault("hostname", pid.host()));
        MasterInfo.Builder info = MasterInfo.newBuilder()
                .setId(printable(state.getOrDefault("id", "")))
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
            info.setVersion(printable(version));
        }
        return info.build();
    }

    /** Applications print these values, and a message cannot carry half a surrogate pair. */
    private static String printable(String foreign) {
        return ForeignText.line(foreign, LONGEST_VALUE);
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

    /** The result of one request. */
    sealed interface Result {}

    /** The leader is elsewhere. */
    private record Redirect(StatePlace target) implements Result {}

    /** The result of asking. */
    sealed interface Answer extends Result {}

    /**
     * There is a leading master.
     *
     * @param status the status of the answer; other than 200 if the master does not show its state
     */
    record Leader(MasterInfo info, int status) implements Answer {}

    /** There is no leader, or the master cannot be reached; with the reason for the log, in one line. */
    record NoLeader(String reason) implements Answer {}
}
