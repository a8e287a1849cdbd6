package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each ready case is equally likely. With 8,000 trials over 8 cases the expected count is 1,000 and its standard deviation
 * under 30; the bounds are more than eight of them away, which chance does not reach.
 */
@Timeout(30)
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
        // the one is always full, the other has now and then a sender: those must get their turn
        Channel<Integer> busy = Channel.withCapacity(64);
        Channel<Integer> other = Channel.rendezvous();
        List<Fork<Boolean>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            senders.add(Fork.run(() -> sendForEver(busy, 0)));
        }
        senders.add(Fork.run(() -> sendForEver(other, 1)));
        senders.add(Fork.run(() -> sendForEver(other, 1)));

        Select select = Select.create().receive(busy, value -> counts[0]++).receive(other, value -> counts[1]++);
        int trials = 10 * TRIALS;
        for (int n = 0; n < trials; n++) {
            select.await();
        }
        busy.close();
        other.close();
        for (Fork<Boolean> sender : senders) {
            sender.join();
        }

        assertThat(counts[0]).isPositive();
        assertThat(counts[1]).isGreaterThan(trials / 100);
    }

    private static void sendForEver(Channel<Integer> channel, int value) throws InterruptedException {
        try {
            while (true) {
                channel.send(value);
            }
        } catch (ChannelClosedException e) {
            assertThat(channel.isClosed()).isTrue();
        }
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
