package org.gotask.scheduler.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that was read and checked. */
public sealed interface Configuration {

    /**
     * Checks flags, wherever they come from.
     *
     * @param environment the environment entries that the engine reads
     * @param masters judges the master's specification
     */
    static Configuration of(Flags flags, Map<String, String> environment, MasterInspector masters) {
        SettingsCheck check = new SettingsCheck(flags, environment, masters);
        Optional<Settings> settings = check.settings();
        return settings.isPresent() && check.problems().isEmpty()
                ? new Valid(settings.get(), warnings(settings.get(), masters))
                : new Invalid(check.problems());
    }

    private static List<String> warnings(Settings settings, MasterInspector masters) {
        return settings.authentication().flatMap(masters::authenticationWarning).stream()
                .toList();
    }

    /**
     * There are no mistakes.
     *
     * @param warnings advice to the user, one line each
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
