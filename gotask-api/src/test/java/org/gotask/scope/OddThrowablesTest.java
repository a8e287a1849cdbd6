package org.gotask.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a thread throws fails its scope, and the scope ends. */
class OddThrowablesTest {

    /** A throwable whose text a test chooses, and whose other methods fail. */
    @SuppressWarnings({"OverrideThrowableToString", "ThrowableEqualsHashCode"}) // what a user's program may do
    private static final class Odd extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Supplier<@Nullable String> text;

        Odd(Supplier<@Nullable String> text) {
            this.text = text;
        }

        @Override
        @SuppressWarnings("NullAway") // what a user's program may do
        public String toString() {
            return text.get();
        }

        @Override
        @SuppressWarnings("NullAway") // as above
        public StackTraceElement[] getStackTrace() {
            return null;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw new IllegalStateException("equals");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashCode");
        }
    }

    @Test
    void throwableWhoseTextThrowsFailsTheScope() {
        assertFails(new Odd(() -> {
            throw new IllegalStateException("no text");
        }));
    }

    @Test
    void throwableWithoutTextFailsTheScope() {
        assertFails(new Odd(() -> null));
    }

    @Test
    void throwableWhoseTextNeedsTooMuchStackFailsTheScope() {
        assertFails(new Odd(() -> {
            throw new StackOverflowError();
        }));
    }

    @Test
    void throwableWithACircleOfCausesFailsTheScope() {
        Exception one = new Exception("one");
        one.initCause(new Exception("two", one));

        Throwable thrown = catchThrowable(() -> Scope.run(scope -> scope.fork("odd", () -> {
            throw one;
        })));

        assertThat(thrown).isInstanceOf(ScopeFailedException.class);
        assertThat(thrown.getCause()).isSameAs(one);
    }

    @Test
    void interruptionThatNobodyAskedForFailsTheScope() {
        Throwable thrown = catchThrowable(() -> Scope.run(scope -> scope.fork("odd", () -> {
            throw new InterruptedException("of its own accord");
        })));

        assertThat(thrown).isInstanceOf(ScopeFailedException.class).hasRootCauseMessage("of its own accord");
    }

    @Test
    void sameThrowableFromSeveralThreadsAndTheBodyIsThrownOnce() {
        Odd odd = new Odd(() -> "odd");

        Throwable thrown = catchThrowable(() -> Scope.run(scope -> {
            scope.fork("first", () -> {
                throw odd;
            });
            scope.fork("second", () -> {
                throw odd;
            });
            throw odd;
        }));

        assertThat(thrown).isInstanceOfAny(Odd.class, ScopeFailedException.class);
    }

    private static void assertFails(Odd odd) {
        Throwable thrown = catchThrowable(() -> Scope.run(scope -> scope.fork("odd", () -> {
            throw odd;
        })));

        assertThat(thrown).isInstanceOf(ScopeFailedException.class);
        assertThat(thrown.getMessage()).endsWith("/odd' failed: " + Odd.class.getName());
        assertThat(thrown.getCause()).isSameAs(odd);
    }
}
