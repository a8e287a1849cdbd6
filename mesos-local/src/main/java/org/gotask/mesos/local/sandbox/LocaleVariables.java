package org.gotask.mesos.local.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that select a locale. Executors of a local cluster inherit them, because a JVM decodes file
 * names, arguments and its output by them: without them, it cannot load a class from a directory whose name is not
 * ASCII. A real agent passes none of them.
 */
public final class LocaleVariables {

    private static final List<String> NAMES = List.of("LANG", "LC_ALL", "LC_CTYPE");

    private LocaleVariables() {}

    /** The variables of this process. */
    public static Map<String, String> ofThisProcess() {
        return of(System::getenv);
    }

    /** The variables of an environment that are not empty. */
    static Map<String, String> of(Function<String, @Nullable String> environment) {
        var found = new TreeMap<String, String>();
        for (String name : NAMES) {
            Optional.ofNullable(environment.apply(name))
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> found.put(name, value));
        }
        return found;
    }
}
