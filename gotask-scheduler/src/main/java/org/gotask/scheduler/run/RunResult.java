package org.gotask.scheduler.run;

import java.nio.file.Path;
import java.util.Optional;

/** The result of a run. */
public sealed interface RunResult {

    /** The scheduler function returned and every task after it. */
    record Completed() implements RunResult {}

    /** The run ended before that. */
    sealed interface Unsuccessful extends RunResult {

        /** The first cause, in one line. */
        String cause();
    }

    /**
     * A part of the run failed.
     *
     * @param output the directory on this machine that contains the output of the executors, kept because of the
     *     failure
     */
    record Failed(String cause, Optional<Path> output) implements Unsuccessful {}

    /** The user has stopped the run. */
    record Stopped(String cause) implements Unsuccessful {}
}
