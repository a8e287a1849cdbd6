package org.gotask.examples.elevator.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Output on standard error is not lost while a picture covers the terminal. */
class HeldErrorsTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final HeldErrors held = new HeldErrors(new PrintStream(printed, true, UTF_8));

    @Test
    void printsNothingBeforeTheReleaseAndEverythingInOrderThen() {
        held.stream().print("first\nsec");
        held.stream().print("ond\nunfinished");
        assertThat(printed.size()).isZero();

        held.release();
        held.release();

        assertThat(printed.toString(UTF_8))
                .isEqualTo("first" + System.lineSeparator() + "second" + System.lineSeparator() + "unfinished");
    }

    @Test
    void passesOnOutputAfterTheRelease() {
        held.release();

        held.stream().print("late");

        assertThat(printed.toString(UTF_8)).isEqualTo("late");
    }

    @Test
    void announcesEachLineWhenItIsAvailable() {
        List<String> seen = new ArrayList<>();
        held.onLine(() -> seen.addAll(held.last(1)));

        held.stream().print("one\ntw");
        held.stream().print("\u00fc\n");

        assertThat(seen).containsExactly("one", "tw\u00fc");
        assertThat(held.last(5)).containsExactly("one", "tw\u00fc");
        assertThat(held.last(-1)).isEmpty();
    }

    @Test
    void keepsTheLastThousandLinesAndCountsTheOthers() {
        for (int i = 0; i < 1_003; i++) {
            held.stream().println(i);
        }

        held.release();

        assertThat(printed.toString(UTF_8).lines())
                .hasSize(1_001)
                .startsWith("(3 earlier lines were dropped)", "3")
                .endsWith("1002");
    }

    @Test
    void endlessLineIsSplit() {
        held.stream().print("x".repeat(100_000));

        assertThat(held.last(100)).hasSize(12).allMatch(line -> line.length() == 8_192);
    }

    @Test
    void takesThePlaceOfStandardErrorUntilTheRelease() {
        PrintStream before = System.err;
        HeldErrors errors = HeldErrors.ofStandardError();
        try {
            assertThat(System.err).isSameAs(errors.stream());
        } finally {
            errors.release();
        }
        assertThat(System.err).isSameAs(before);
    }
}
