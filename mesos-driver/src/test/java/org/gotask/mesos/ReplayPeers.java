package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.gotask.mesos.libprocess.Upid;

/**
 * Plays all roles of a recording but one, at the recorded addresses. A stimulus is sent when all expectations before it are
 * met; an expectation is met by a message that was received and not matched yet.
 */
final class ReplayPeers implements AutoCloseable {

    record Received(Upid from, Upid to, Message message) {}

    private final InMemoryNetwork network = new InMemoryNetwork();
    private final Map<Integer, InMemoryNetwork.InMemoryMessenger> peers = new ConcurrentHashMap<>();
    private final BlockingQueue<Received> inbox = new LinkedBlockingQueue<>();
    private final List<Received> unmatched = new ArrayList<>();

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

    /** Waits for a message to this address that fits. */
    Received expect(Recording.Entry entry, Predicate<Message> fits) throws InterruptedException {
        Predicate<Received> matches = received -> received.to.equals(entry.toUpid()) && fits.test(received.message);
        for (Received early : unmatched) {
            if (matches.test(early)) {
                unmatched.remove(early);
                return early;
            }
        }
        while (true) {
            Received next = inbox.poll(15, TimeUnit.SECONDS);
            assertThat(next)
                    .as("%s is met; received instead: %s", entry, unmatched)
                    .isNotNull();
            if (matches.test(next)) {
                return next;
            }
            unmatched.add(next);
        }
    }

    /** Everything that was received was expected. */
    void assertNothingElse() {
        assertNothingElse(message -> false);
    }

    /** Everything that was received was expected, or may be repeated. */
    void assertNothingElse(Predicate<Message> repeatable) {
        inbox.drainTo(unmatched);
        assertThat(unmatched).allMatch(received -> repeatable.test(received.message));
    }

    @Override
    public void close() {
        network.close();
    }
}
