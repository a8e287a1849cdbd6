package org.gotask.scheduler.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that was read and validated. */
public sealed interface Configuration {

    /**
     * Validates flags, however they were set.
     *
     * @param environment the environment of this process, for the variables of the engine
     * @param engines the engines, one of which runs the tasks
     */
    static Configuration of(Flags flags, Map<String, String> environment, Engines engines) {
        SettingsCheck check = new SettingsCheck(flags, environment, engines);
        Optional<Settings> settings = check.settings();
        if (settings.isEmpty()) {
            return new Invalid(check.problems());
        }
        List<String> warnings = new ArrayList<>(check.warnings());
        warnings.addAll(settings.get().cluster().warnings());
        return new Valid(settings.get(), warnings);
    }

    /**
     * A configuration without mistakes.
     *
     * @param warnings advice to the user, one line each
     */
    record Valid(Settings settings, List<String> warnings) implements Configuration {
        /** Copies the collection. */
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** A configuration with mistakes, one line each. */
    record Invalid(List<String> problems) implements Configuration {
        /** Copies the collection. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** A request for help instead of a configuration. */
    record Help(String text) implements Configuration {}
}
