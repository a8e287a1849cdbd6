package org.gotask.mesos.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The faults of messages, without an agent. */
class FaultyStreamTest {

    private static final int MESSAGES = 20_000;

    private final FaultCounters counters = new FaultCounters();

    @Test
    void losesTheShareThatWasAskedFor() {
        List<Integer> arrived = run(new FaultRates(0.1, 0, 0, 1), MESSAGES);

        assertThat(arrived).isSorted().doesNotHaveDuplicates();
        assertThat((double) arrived.size() / MESSAGES).isCloseTo(0.9, within(0.01));
        assertThat(counters.view()).containsEntry("dropped", (long) MESSAGES - arrived.size());
    }

    @Test
    void doublesTheShareThatWasAskedForAndLosesNone() {
        List<Integer> arrived = run(new FaultRates(0, 0.05, 0, 1), MESSAGES);

        assertThat(new HashSet<>(arrived)).hasSize(MESSAGES);
        assertThat((double) arrived.size() / MESSAGES).isCloseTo(1.05, within(0.01));
        assertThat(counters.view()).containsEntry("doubled", (long) arrived.size() - MESSAGES);
    }

    @Test
    void reordersWithinEightAndLosesNone() {
        List<Integer> arrived = run(new FaultRates(0, 0, 0.05, 1), MESSAGES);

        assertThat(arrived).containsExactlyInAnyOrderElementsOf(all(MESSAGES)).isNotEqualTo(all(MESSAGES));
        int highest = -1;
        for (int message : arrived) {
            highest = Math.max(highest, message);
            assertThat(highest - message).isLessThan(8 + 8); // overtaking messages may have been delayed themselves
        }
        assertThat(counters.view().get("reordered"))
                .asInstanceOf(InstanceOfAssertFactories.LONG)
                .isBetween(MESSAGES / 25L, MESSAGES * 3 / 50L);
    }

    @Test
    void sameSeedSameFate() {
        var seven = new FaultRates(0.1, 0.1, 0.1, 7);
        var eight = new FaultRates(0.1, 0.1, 0.1, 8);

        assertThat(run(seven, MESSAGES)).isEqualTo(run(seven, MESSAGES));
        assertThat(run(seven, MESSAGES)).isNotEqualTo(run(eight, MESSAGES));
    }

    @Test
    void fateOfAMessageDoesNotDependOnWhatWasFlushedBeforeIt() {
        var rates = new FaultRates(0.2, 0.2, 0.2, 3);
        var calm = new FaultyStream<Integer>(rates, 3, new FaultCounters());
        var hurried = new FaultyStream<Integer>(rates, 3, new FaultCounters());
        var calmly = new ArrayList<Integer>();
        var hurriedly = new ArrayList<Integer>();

        for (int i = 0; i < 1000; i++) {
            calmly.addAll(calm.next(i));
            hurriedly.addAll(hurried.next(i));
            hurriedly.addAll(hurried.flush());
        }
        calmly.addAll(calm.flush());

        calmly.sort(Comparator.naturalOrder());
        assertThat(hurriedly).isEqualTo(calmly); // flushed immediately: no message overtakes, all else is unchanged
    }

    @Test
    void losesAllIfAskedTo() {
        assertThat(run(new FaultRates(1, 1, 1, 0), 100)).isEmpty();
    }

    private List<Integer> run(FaultRates rates, int messages) {
        var stream = new FaultyStream<Integer>(rates, rates.seed(), counters);
        var arrived = new ArrayList<Integer>();
        all(messages).forEach(message -> arrived.addAll(stream.next(message)));
        arrived.addAll(stream.flush());
        assertThat(stream.holds()).isFalse();
        return arrived;
    }

    private static List<Integer> all(int messages) {
        return IntStream.range(0, messages).boxed().toList();
    }
}
