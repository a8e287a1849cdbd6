package org.gotask.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.gotask.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureLineTest {

    private static final String ROOT = "NoSuchFileException: /data/t (FailureLineTest.java:";

    /** A class that cannot be initialized. */
    private static final class Table {
        static final int SIZE = load();

        private static int load() {
            throw new IllegalStateException("no table");
        }
    }

    private static Throwable thrownBy(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    void namesTheRootCauseOfAFailedStaticInitializer() {
        Throwable first = thrownBy(() -> assertThat(Table.SIZE).isZero());
        Throwable second = thrownBy(() -> assertThat(Table.SIZE).isZero());

        assertThat(FailureLine.of(first)).matches("IllegalStateException: no table \\(FailureLineTest.java:\\d+\\)");
        assertThat(FailureLine.of(second))
                .startsWith("NoClassDefFoundError: Could not initialize class " + Table.class.getName())
                .contains("; caused by ExceptionInInitializerError: ", "no table")
                .matches(".*\\(FailureLineTest.java:\\d+\\)");
    }

    static Stream<Throwable> wrappersWithoutAMessage() {
        IOException cause = new NoSuchFileException("/data/t");
        return Stream.of(
                new ExceptionInInitializerError(cause),
                new InvocationTargetException(cause),
                new CompletionException(cause),
                new ExecutionException(cause),
                new UndeclaredThrowableException(cause),
                new UncheckedIOException(cause),
                new RuntimeException(cause),
                new IOException(cause),
                new Error(cause),
                new AssertionError(cause),
                new ExecutionException(new CompletionException(new RuntimeException(cause))));
    }

    @ParameterizedTest
    @MethodSource("wrappersWithoutAMessage")
    void omitsAnExceptionOfTheJdkThatOnlyWrapsAnother(Throwable wrapper) {
        assertThat(FailureLine.of(wrapper)).startsWith(ROOT).endsWith(")");
    }

    @Test
    void namesTheCauseOfAnExceptionWithAMessage() {
        Throwable failure = new UncheckedIOException("could not load table", new NoSuchFileException("/data/t"));

        assertThat(FailureLine.of(failure)).startsWith("UncheckedIOException: could not load table; caused by " + ROOT);
        assertThat(FailureLine.of(new CompletionException(failure)))
                .startsWith("UncheckedIOException: could not load table; caused by " + ROOT);
    }

    @Test
    void namesAnExceptionOfTheUserEvenWithoutAMessage() {
        final class TableException extends RuntimeException {
            private static final long serialVersionUID = 1L;

            TableException(Throwable cause) {
                super(cause);
            }
        }

        assertThat(FailureLine.of(new TableException(new NoSuchFileException("/data/t"))))
                .startsWith("TableException; caused by " + ROOT);
    }

    @Test
    void namesTheThreadOfAFailedScopeAndItsExceptionOnce() {
        Throwable failure = thrownBy(() -> {
            try {
                Scope.run(scope -> scope.fork("reader", () -> {
                    throw new IOException("disk full");
                }));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(FailureLine.of(failure))
                .matches("ScopeFailedException: thread '.*/reader' failed;"
                        + " caused by IOException: disk full \\(FailureLineTest.java:\\d+\\)");
    }

    @Test
    void namesTheOutermostExceptionsAndTheRootOfALongChain() {
        Throwable failure = new IllegalStateException("root");
        for (int i = 0; i < 1000; i++) {
            failure = new IllegalStateException("level " + i, failure);
        }

        assertThat(FailureLine.of(failure))
                .startsWith("IllegalStateException: level 999; caused by IllegalStateException: level 998; caused by ");
    }

    @Test
    void keepsTheRootCauseBehindALongMessage() {
        Throwable failure = new IllegalStateException("x".repeat(5000), new IOException("disk full"));

        assertThat(FailureLine.of(failure))
                .hasSizeLessThan(ForeignText.MAX_CHARS)
                .contains("IOException: disk full (");
    }

    @Test
    void endsAtACycleOfCauses() {
        Exception inner = new IllegalStateException("inner");
        Exception outer = new IllegalStateException("outer", inner);
        inner.initCause(outer);

        assertThat(FailureLine.of(outer))
                .startsWith("IllegalStateException: outer; caused by IllegalStateException: inner (");
    }

    @Test
    void locatesTheCallerOfTheJdk() {
        Throwable failure = thrownBy(() -> Integer.parseInt("x"));

        assertThat(FailureLine.of(failure))
                .matches("NumberFormatException: For input string: \"x\" \\(FailureLineTest.java:\\d+\\)");
    }

    @Test
    void namesTheCauseOfAnAsynchronousFailure() {
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> Integer.parseInt("x"));

        assertThat(FailureLine.of(thrownBy(future::join)))
                .startsWith("NumberFormatException: For input string: \"x\" (");
    }
}
