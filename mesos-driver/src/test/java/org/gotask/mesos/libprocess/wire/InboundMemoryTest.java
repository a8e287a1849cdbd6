package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory that all connections of a messenger share. */
class InboundMemoryTest {

    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private final InboundMemory memory = new InboundMemory(100, 25);
    private final MemoryAccount peer = new MemoryAccount(memory);
    private final MemoryAccount otherPeer = new MemoryAccount(memory);

    @Test
    void strangersGetTheirPartAndNothingBeyond() {
        assertThat(memory.takeForStranger(25)).isTrue();
        assertThat(memory.takeForStranger(1)).isFalse();

        memory.giveBack(true, 5);

        assertThat(memory.takeForStranger(5)).isTrue();
    }

    @Test
    void strangersTakeNothingFromPeers() throws InterruptedException {
        memory.takeForStranger(25);

        assertThat(memory.takeForPeer(peer, 75, 0)).isTrue();
        assertThat(memory.tryTakeForPeer(1)).isFalse();
    }

    @Test
    void onePeerMayExceedTheMemoryAndAnotherWaits() throws Exception {
        memory.takeForPeer(peer, 90, 0);
        assertThat(memory.takeForPeer(otherPeer, 20, 0)).isTrue();
        assertThat(memory.takeForPeer(otherPeer, 50, 0)).as("it continues").isTrue();
        assertThat(memory.takeForPeer(peer, 1, 0)).isFalse();
        Future<Boolean> waiting = start(() -> memory.takeForPeer(peer, 10, LONG));

        memory.giveBack(false, 70);

        assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(memory.takenBytes()).isEqualTo(100);
    }

    @Test
    void whoBecomesAPeerTakesItsMemoryAlong() {
        memory.takeForStranger(25);
        memory.strangerBecomesPeer(25);

        assertThat(memory.takeForStranger(25)).isTrue();
        assertThat(memory.takenBytes()).isEqualTo(50);
    }

    /**
     * Growing bodies of peers and strangers, as on connections, on many threads: strangers never hold more than their
     * part, all together never more than the memory and one body, each peer's body is completed, and no memory is lost.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void staysWithinItsBoundsAndLetsEveryPeerThrough(long seed) throws Exception {
        int body = 256 * 1024;
        Shared shared = new Shared(new InboundMemory(1024 * 1024, body), 1024 * 1024 + 2 * body, body);
        int peers = 24;
        CountDownLatch through = new CountDownLatch(peers * 20);
        List<Future<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            Random random = new Random(seed * 1000 + i);
            threads.add(start(() -> {
                for (int round = 0; round < 20; round++) {
                    shared.growBody(false, random, body);
                    through.countDown();
                }
                return true;
            }));
            threads.add(start(() -> {
                while (through.getCount() > 0) {
                    shared.growBody(true, random, body);
                }
                return true;
            }));
        }

        for (Future<Boolean> thread : threads) {
            assertThat(thread.get(100, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(shared.broken).as("seed %d", seed).isEmpty();
        assertThat(shared.memory.takenBytes()).as("seed %d", seed).isZero();
    }

    private static Future<Boolean> start(Callable<Boolean> work) {
        FutureTask<Boolean> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /** The memory under test and its limits. */
    @SuppressWarnings("ThreadPriorityCheck") // makes other orders more likely; nothing depends on it
    private record Shared(InboundMemory memory, long bound, long strangersBound, Queue<String> broken) {

        Shared(InboundMemory memory, long bound, long strangersBound) {
            this(memory, bound, strangersBound, new ConcurrentLinkedQueue<>());
        }

        void growBody(boolean stranger, Random random, int most) throws InterruptedException {
            try (MemoryAccount account = new MemoryAccount(memory)) {
                if (!stranger) {
                    account.becomePeer();
                }
                int held = 0;
                int length = 1 + random.nextInt(most / 2);
                for (int capacity = Math.min(length, 4096); held < length; capacity = Math.min(length, 2 * held)) {
                    account.use(capacity);
                    account.release(held);
                    held = capacity;
                    account.settle();
                    if (memory.takenBytes() > bound) {
                        broken.add("taken=" + memory.takenBytes());
                    }
                    if (random.nextInt(8) == 0) {
                        Thread.yield();
                    }
                }
            } catch (MalformedRequestException refused) {
                if (!stranger) {
                    broken.add("a peer was refused: " + refused.getMessage());
                }
            }
        }
    }
}
