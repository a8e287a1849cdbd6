package org.gotask.scheduler.config;

import java.util.List;

/** What came of reading a command line. */
public sealed interface Configuration {

    /** All is well. */
    record Valid(Settings settings) implements Configuration {}

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
