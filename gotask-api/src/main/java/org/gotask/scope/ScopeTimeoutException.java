package org.gotask.scope;

import java.time.Duration;
import java.util.List;

/**
 * Thrown when a {@link Scope} has not ended within its time limit. The message names the limit and the threads still
 * running at that time, for example {@code scope timed out: limit=PT2S, running: body, 'worker-3/reader'}. Exceptions
 * that the threads of the scope threw while it ended are suppressed in it.
 */
public final class ScopeTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_THREADS_NAMED = 5;

    ScopeTimeoutException(Duration limit, boolean bodyRuns, List<String> threadNames) {
        this(limit, "running: " + running(bodyRuns, threadNames));
    }

    private ScopeTimeoutException(Duration limit, String state) {
        super("scope timed out: limit=" + limit + ", " + state);
    }

    /** For a limit that had expired when the scope was opened. */
    static ScopeTimeoutException notStarted(Duration limit) {
        return new ScopeTimeoutException(limit, "expected above 0; the body was not started");
    }

    private static String running(boolean bodyRuns, List<String> threadNames) {
        String body = bodyRuns ? "body" : "";
        String separator = bodyRuns && !threadNames.isEmpty() ? ", " : "";
        List<String> named = threadNames.stream()
                .sorted()
                .limit(MOST_THREADS_NAMED)
                .map(name -> "'" + name + "'")
                .toList();
        int more = threadNames.size() - named.size();
        return body + separator + String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
    }
}
