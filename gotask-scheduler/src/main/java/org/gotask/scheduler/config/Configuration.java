package org.gotask.scheduler.config;

import java.util.List;

/** What came of reading a command line. */
public sealed interface Configuration {

    /**
     * All can be used.
     *
     * @param warnings what the user had better do otherwise, one line each
     */
    record Valid(Settings settings, List<String> warnings) implements Configuration {
        /** Copies the collection. */
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** There are mistakes, one line for each. */
    record Invalid(List<String> problems) implements Configuration {
        /** Copies the collection. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** Help was asked for. */
    record Help(String text) implements Configuration {}
}
