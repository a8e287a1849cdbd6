package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Each ready case is equally likely. With 8,000 trials over 8 cases the expected count is 1,000 and its standard deviation
 * under 30; the bounds are more than eight of them away, which chance does not reach.
 */
class SelectFairnessTest {

    private static final int CASES = 8;
    private static final int TRIALS = 8000;
    private static final int LEAST = 750;
    private static final int MOST = 1250;

    private final int[] counts = new int[CASES];

    @Test
    void readyReceivesAreEquallyLikely() throws Exception {
        Select select = Select.create();
        for (int i = 0; i < CASES; i++) {
            Channel<Integer> channel = Channel.withCapacity(TRIALS);
            for (int n = 0; n < TRIALS; n++) {
                channel.send(i);
            }
            select.receive(channel, value -> counts[value]++);
        }

        awaitOftenAndCheck(select);
    }

    @Test
    void readySendsAreEquallyLikely() throws Exception {
        Select select = Select.create();
        for (int i = 0; i < CASES; i++) {
            int number = i;
            select.send(Channel.withCapacity(TRIALS), i, () -> counts[number]++);
        }

        awaitOftenAndCheck(select);
    }

    @Test
    void closedChannelsAreAsLikelyAsFullOnes() throws Exception {
        Select select = Select.create();
        for (int i = 0; i < CASES; i++) {
            int number = i;
            Channel<Integer> channel = Channel.withCapacity(TRIALS);
            if (i % 2 == 0) {
                channel.close();
            }
            for (int n = 0; i % 2 == 1 && n < TRIALS; n++) {
                channel.send(n);
            }
            select.receive(channel, value -> counts[number]++, () -> counts[number]++);
        }

        awaitOftenAndCheck(select);
    }

    @Test
    void neighboursAmongSilentCasesAreEquallyLikely() throws Exception {
        // catches a choice that starts at a random place and walks on: the first of two neighbours would get 7 of 8
        Select select = Select.create();
        for (int i = 0; i < CASES; i++) {
            int number = i;
            Channel<Integer> channel = Channel.rendezvous();
            if (i == 3 || i == 4) {
                channel.close();
            }
            select.receive(channel, value -> {}, () -> counts[number]++);
        }

        for (int n = 0; n < TRIALS; n++) {
            select.await();
        }

        assertThat(counts[3] + counts[4]).isEqualTo(TRIALS);
        assertThat(counts[3]).isBetween(TRIALS / 2 - 400, TRIALS / 2 + 400);
    }

    @Test
    void equalTimersAreEquallyLikely() throws Exception {
        Select select = Select.create();
        for (int i = 0; i < CASES; i++) {
            int number = i;
            select.after(Duration.ZERO, () -> counts[number]++);
        }

        awaitOftenAndCheck(select);
    }

    @Test
    void aBusyChannelDoesNotStarveAnother() throws Exception {
        // the one is always full, at the other waits one sender at a time: how often the busy one comes before it is
        // the toss of
        // a coin, on the average once, and 64 times in no lifetime
        int rounds = 500;
        int patience = 64;
        Channel<Integer> busy = Channel.withCapacity(rounds * patience);
        for (int n = 0; n < rounds * patience; n++) {
            busy.send(0);
        }
        Channel<Integer> other = Channel.rendezvous();
        Select select = Select.create().receive(busy, value -> counts[0]++).receive(other, value -> counts[1]++);

        for (int round = 1; round <= rounds; round++) {
            Fork<Boolean> sender = Fork.run(() -> other.send(1)).parked();
            int before = counts[0];
            while (counts[1] < round) {
                select.await();
                assertThat(counts[0] - before).isLessThan(patience);
            }
            sender.join();
        }

        assertThat(counts[0]).isBetween(rounds - 300, rounds + 300);
    }

    private void awaitOftenAndCheck(Select select) throws InterruptedException {
        for (int n = 0; n < TRIALS; n++) {
            select.await();
        }
        for (int count : counts) {
            assertThat(count).isBetween(LEAST, MOST);
        }
    }
}
