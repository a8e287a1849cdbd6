package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.scheduler.Call;

/**
 * Plays all roles of a recording except one, at the recorded addresses. A message is sent when all earlier expectations
 * are met. An expectation is met by a received message that was not matched before. A driver repeats its registration
 * until it is answered, at any time before the answer: such a repetition is ignored, unless it is expected.
 */
final class ReplayPeers implements AutoCloseable {

    record Received(Upid from, Upid to, Message message) {}

    private final InMemoryNetwork network = new InMemoryNetwork();
    private final Map<Integer, InMemoryNetwork.InMemoryMessenger> peers = new ConcurrentHashMap<>();
    private final BlockingQueue<Received> inbox = new LinkedBlockingQueue<>();
    private final List<Received> unmatched = new ArrayList<>();
    private final Set<Received> registrations = new HashSet<>();

    /** Listens at the addresses of the other roles. */
    ReplayPeers(List<Recording.Entry> entries, String subject) {
        for (Recording.Entry entry : entries) {
            Upid peer = entry.from().equals(subject) ? entry.toUpid() : entry.fromUpid();
            InMemoryNetwork.InMemoryMessenger messenger = peers.computeIfAbsent(peer.port(), port -> {
                InMemoryNetwork.InMemoryMessenger opened = network.messenger(port);
                opened.start();
                return opened;
            });
            messenger.spawn(
                    peer.id(),
                    (from, name, body) ->
                            inbox.add(new Received(from.orElseThrow(), peer, Recording.parse(name, body))));
        }
    }

    /** The messenger for the subject, at its recorded port. */
    InMemoryNetwork.InMemoryMessenger subject(int port) {
        return network.messenger(port);
    }

    void send(Recording.Entry entry, Upid to, ByteString body) {
        peer(entry.fromUpid()).sendBytes(entry.fromUpid(), to, entry.name(), body);
    }

    InMemoryNetwork.InMemoryMessenger peer(Upid upid) {
        InMemoryNetwork.InMemoryMessenger peer = peers.get(upid.port());
        if (peer == null) {
            throw new AssertionError("no peer at " + upid);
        }
        return peer;
    }

    /** Waits for a matching message to this address. */
    Received expect(Recording.Entry entry, Predicate<Message> fits) throws InterruptedException {
        Predicate<Received> matches = received -> received.to.equals(entry.toUpid()) && fits.test(received.message);
        for (Received early : unmatched) {
            if (matches.test(early)) {
                unmatched.remove(early);
                return matched(early);
            }
        }
        while (true) {
            Received next = inbox.poll(60, TimeUnit.SECONDS);
            assertThat(next)
                    .as("%s is met; received instead: %s", entry, unmatched)
                    .isNotNull();
            if (matches.test(next)) {
                return matched(next);
            }
            keep(next);
        }
    }

    private Received matched(Received received) {
        if (isRegistration(received.message)) {
            registrations.add(received);
        }
        return received;
    }

    private void keep(Received received) {
        if (!registrations.contains(received)) {
            unmatched.add(received);
        }
    }

    private static boolean isRegistration(Message message) {
        return message instanceof Call call && call.getType() == Call.Type.SUBSCRIBE;
    }

    /** Checks that every received message was expected, or repeated a registration. */
    void assertNothingElse() {
        List<Received> rest = new ArrayList<>();
        inbox.drainTo(rest);
        rest.forEach(this::keep);
        assertThat(unmatched).isEmpty();
    }

    @Override
    public void close() {
        network.close();
    }
}
