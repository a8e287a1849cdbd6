package org.gotask.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Sets the time limit of every Awaitility condition that does not set one. JUnit finds this class itself in each module
 * that depends on {@code test-support}.
 *
 * <p>The limit only ends hangs: a condition that holds ends the wait immediately, and Awaitility's own ten seconds can
 * pass on a busy machine. It is shorter than JUnit's limit for a whole test, so that a failure names the condition.
 */
public final class AwaitilityLimit implements LauncherSessionListener {

    /** The longest wait for a condition. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** For the service loader. */
    public AwaitilityLimit() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
