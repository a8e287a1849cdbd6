package org.gotask.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void putsSeveralLinesIntoOne() {
        assertThat(OneLine.of("\none\r\n\ttwo\u2028three\n")).isEqualTo("one two three");
    }

    @Test
    void cutsWhatNobodyReads() {
        assertThat(OneLine.of("x".repeat(1001))).isEqualTo("x".repeat(1000) + "…");
        assertThat(OneLine.of("x".repeat(1000))).isEqualTo("x".repeat(1000));
    }

    @Test
    void namesAnExceptionWithoutItsPackage() {
        assertThat(OneLine.of(new IllegalStateException("a\nb")))
                .matches("IllegalStateException: a b \\(OneLineTest.java:\\d+\\)");
        assertThat(OneLine.of(new IllegalStateException()))
                .matches("IllegalStateException \\(OneLineTest.java:\\d+\\)");
        assertThat(OneLine.of(new IllegalStateException(" ")))
                .matches("IllegalStateException \\(OneLineTest.java:\\d+\\)");
        assertThat(OneLine.of(new RuntimeException("x") {})).startsWith("org.gotask.executor.task.OneLineTest$1: x (");
    }

    @Test
    @SuppressWarnings("NullAway") // user programs may pass null
    void namesAnExceptionWhoseMethodsThrowOrReturnNull() {
        final class Throwing extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                return null;
            }
        }

        assertThat(OneLine.of(new Throwing())).isEqualTo("Throwing");
    }
}
