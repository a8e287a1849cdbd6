package org.gotask.scheduler.artifact;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.gotask.link.RateLimitedLog;
import org.gotask.text.ForeignText;

/**
 * Logs problems of downloads, each kind at a limited rate, so that peers can neither flood the log nor hide one problem
 * behind another. Thread-safe.
 */
final class DownloadLog {

    /** The kinds of problems. */
    enum Problem {
        NOT_ACCEPTED,
        BROKEN,
        TOO_MANY,
        TOO_SLOW
    }

    private final Map<Problem, RateLimitedLog> logs = new EnumMap<>(Problem.class);

    /**
     * Has logged nothing.
     *
     * @param log writes a line
     * @param nanoTime the clock
     */
    DownloadLog(Consumer<String> log, LongSupplier nanoTime) {
        for (Problem problem : Problem.values()) {
            logs.put(problem, new RateLimitedLog(nanoTime, log));
        }
    }

    /** Logs the line, or suppresses and counts it. */
    void warn(Problem problem, String line) {
        RateLimitedLog log = logs.get(problem);
        if (log != null) {
            log.log(ForeignText.line(line));
        }
    }
}
