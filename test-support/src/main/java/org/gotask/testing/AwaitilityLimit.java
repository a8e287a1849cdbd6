package org.gotask.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Sets the time limit of every Awaitility condition that names none. JUnit finds this class by itself in each module that
 * depends on {@code test-support}.
 *
 * <p>The limit ends a hang and nothing else: a condition that holds ends the wait at once, and Awaitility's own ten seconds
 * can pass on a busy machine. It is shorter than JUnit's limit for a whole test, so that a failure names the condition.
 */
public final class AwaitilityLimit implements LauncherSessionListener {

    /** The longest wait for a condition. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** Used by the service loader. */
    public AwaitilityLimit() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
