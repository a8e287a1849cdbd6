package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries everything that can happen in a {@link LinkModel}, up to its bounds. A failure names the way that leads to it. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class LinkExplorerTest {

    private static final Logger log = LoggerFactory.getLogger(LinkExplorerTest.class);
    private static final int MAX_STATES = Integer.getInteger("gotask.link.states", 1_000_000);
    private static final int FAULTS = Integer.getInteger("gotask.link.faults", 1);

    @Test
    void closeComesAfterAllMessagesWhateverIsLostDoubledOrReordered() {
        explore(new LinkModel.Bounds(1, FAULTS, 0, 1));
    }

    @Test
    void messagesThatWaitForCreditArriveWhateverIsLostDoubledOrReordered() {
        explore(new LinkModel.Bounds(2, FAULTS, 0, 1));
    }

    @Test
    @Tag("deep")
    void freshEndIsNeverTakenForTheOldOne() {
        explore(new LinkModel.Bounds(2, FAULTS, 1, 1));
    }

    /** Breadth first, so that the way to a failure is a shortest one. */
    private static void explore(LinkModel.Bounds bounds) {
        Set<String> seen = new HashSet<>();
        Deque<List<String>> ways = new ArrayDeque<>();
        ways.add(List.of());
        int states = 0;
        while (!ways.isEmpty() && states < MAX_STATES) {
            List<String> way = ways.remove();
            states++;
            LinkModel model = replay(bounds, way);
            List<String> choices = List.copyOf(model.choices());
            finish(model, way);
            for (String choice : choices) {
                List<String> longer = new ArrayList<>(way);
                longer.add(choice);
                if (seen.add(replay(bounds, longer).fingerprint())) {
                    ways.add(longer);
                }
            }
        }
        log.info("{}: states={}, left={}", bounds, states, ways.size());
        assertThat(states).isGreaterThan(100);
    }

    private static LinkModel replay(LinkModel.Bounds bounds, List<String> way) {
        LinkModel model = new LinkModel(bounds);
        try {
            way.forEach(model::take);
            return model;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(way + " leads to: " + e, e);
        }
    }

    private static void finish(LinkModel model, List<String> way) {
        try {
            model.finish();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(way + " and then good weather leads to: " + e, e);
        }
    }
}
