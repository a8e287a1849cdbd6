package org.gotask.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thread that waits is woken when its wait ends, and learns the truth even if it is interrupted on the way. The model checker cannot show that: in its world any park may return for
 * no reason, as Java allows, and a thread that looks again and again is never lost. In this world parks last. Nor can it interrupt a thread that waits without losing track of it.
 */
@Timeout(120)
class WakeUpTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** What a thread does here. */
    private interface Work {
        void run() throws InterruptedException;
    }

    @Test
    void aHandOffWakesTheThreadThatWaits() throws InterruptedException {
        for (int round = 0; round < 100; round++) {
            Channel<Integer> channel = Channel.rendezvous();
            Thread receiver = parked(channel::receive);
            channel.send(1);
            assertEnds(receiver);
            Thread sender = parked(() -> channel.send(2));
            channel.receive();
            assertEnds(sender);
        }
    }

    @Test
    void aCloseWakesAllThreadsThatWait() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            Channel<Integer> channel = Channel.rendezvous();
            List<Thread> receivers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                receivers.add(parked(channel::receiveOrClosed));
            }
            channel.close();
            for (Thread receiver : receivers) {
                assertEnds(receiver);
            }
        }
    }

    @Test
    void noThreadFallsAsleepOverItsHandOff() throws InterruptedException {
        int values = 300_000;
        Channel<Integer> there = Channel.rendezvous();
        Channel<Integer> back = Channel.rendezvous();
        AtomicInteger rounds = new AtomicInteger();
        Thread first = Thread.startVirtualThread(quietly(() -> {
            for (int i = 0; i < values; i++) {
                there.send(i);
                back.receive();
                rounds.lazySet(i);
            }
        }));
        Thread.startVirtualThread(quietly(() -> {
            for (int i = 0; i < values; i++) {
                back.send(there.receive());
            }
        }));
        int before = -1;
        while (!first.join(LIMIT)) {
            assertThat(rounds.get()).as("rounds within %s", LIMIT).isGreaterThan(before);
            before = rounds.get();
        }
    }

    @Test
    void aReceiverThatIsInterruptedAfterItsHandOffHasTheValue() throws InterruptedException {
        for (int round = 0; round < 5000; round++) {
            Channel<Integer> channel = Channel.rendezvous();
            AtomicInteger received = new AtomicInteger();
            Thread receiver = parked(() -> received.set(channel.receive()));
            assertThat(channel.trySend(1)).isTrue();
            receiver.interrupt();
            assertEnds(receiver);
            assertThat(received.get()).as("round %d: what was received", round).isEqualTo(1);
        }
    }

    /** A thread that does its work until it parks. */
    private static Thread parked(Work work) {
        Thread thread = Thread.startVirtualThread(quietly(work));
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static Runnable quietly(Work work) {
        return () -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the work has failed to end otherwise
            }
        };
    }

    private static void assertEnds(Thread thread) throws InterruptedException {
        assertThat(thread.join(LIMIT)).as("woken within %s", LIMIT).isTrue();
    }
}
