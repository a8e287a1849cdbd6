package org.gotask.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Changes the default handler of the process. */
class UncaughtErrorsTest {

    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void errorThatEndsAThreadFailsTheRunOnce() throws Exception {
        try (UncaughtErrors errors = UncaughtErrors.install()) {
            errors.fail(failures::add);

            end(new OutOfMemoryError("Java heap space"));
            end(new OutOfMemoryError("Java heap space"));
        }

        assertThat(failures)
                .singleElement()
                .asString()
                .startsWith("error in the thread victim: OutOfMemoryError: Java heap space");
    }

    @Test
    void nextErrorFailsTheRunIfTheFirstCouldNotBeReported() throws Exception {
        try (UncaughtErrors errors = UncaughtErrors.install()) {
            errors.fail(cause -> {
                throw new OutOfMemoryError("no memory for the report");
            });
            end(new OutOfMemoryError("first"));
            errors.fail(failures::add);

            end(new OutOfMemoryError("second"));
        }

        assertThat(failures).singleElement().asString().contains("OutOfMemoryError: second");
    }

    @Test
    void failureOfAThreadOfTheProgramDoesNotFailTheRun() throws Exception {
        try (UncaughtErrors errors = UncaughtErrors.install()) {
            errors.fail(failures::add);

            end(new AssertionError("a mistake of the program, printed as usual"));
            end(new StackOverflowError("a mistake of the program, printed as usual"));
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void handlerOfTheProgramStays() {
        UncaughtExceptionHandler own = (thread, thrown) -> {};
        Thread.setDefaultUncaughtExceptionHandler(own);
        try {
            UncaughtErrors.install().close();

            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(own);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    private static void end(Error error) throws InterruptedException {
        Thread victim = Thread.ofVirtual().name("victim").start(() -> {
            throw error;
        });
        victim.join();
    }
}
