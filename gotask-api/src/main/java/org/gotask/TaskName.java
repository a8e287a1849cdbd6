package org.gotask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of a task, such as {@code worker-3}: the name of its function, a hyphen and its index. Names appear in
 * messages, in file names on agents, and in logs. Schedulers, executors and links therefore accept the same names: 1 to
 * 255 bytes in UTF-8, without white space, control characters, {@code '^'}, {@code '/'} and {@code '\'}. The name of a
 * function has at most 248 bytes, to allow for the index. Immutable.
 *
 * @param value the name as text
 */
public record TaskName(String value) {

    /** The longest task id in Mesos. */
    private static final int MAX_BYTES = 255;

    /** A hyphen and six digits. */
    private static final int INDEX_BYTES = 7;

    private static final int MAX_SHOWN_CHARS = 80;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is not a valid task name; the message states the rule
     */
    public TaskName {
        Objects.requireNonNull(value, "value");
        problem(value).ifPresent(problem -> {
            throw new IllegalArgumentException("task name cannot be used: " + problem);
        });
    }

    /**
     * Returns the name of a task if it is valid.
     *
     * @param name the name with the index
     * @return the same name
     * @throws IllegalArgumentException if the name is not a valid task name; the message states the rule
     */
    public static String requireValid(String name) {
        return new TaskName(Objects.requireNonNull(name, "name")).value();
    }

    /**
     * Checks the name of a task.
     *
     * @param name the name with the index
     * @return the reason why the name is not valid, in one line; empty if it is valid
     */
    public static Optional<String> problem(String name) {
        return problem(Objects.requireNonNull(name, "name"), MAX_BYTES);
    }

    /**
     * Checks the name of a task function.
     *
     * @param name the name without an index, as it is registered by executors and spawned by schedulers
     * @return the reason why the name is not valid, in one line; empty if it is valid
     */
    public static Optional<String> problemOfFunction(String name) {
        return problem(Objects.requireNonNull(name, "name"), MAX_BYTES - INDEX_BYTES);
    }

    private static Optional<String> problem(String name, int maxBytes) {
        boolean usable = !name.isEmpty()
                && name.length() <= maxBytes
                && name.getBytes(UTF_8).length <= maxBytes
                && name.chars().allMatch(TaskName::isUsable);
        return usable
                ? Optional.empty()
                : Optional.of("name=" + printable(name) + ", expected 1 to " + maxBytes
                        + " bytes without white space, control characters, '^', '/' and '\\'");
    }

    private static boolean isUsable(int character) {
        return character != '^'
                && character != '/'
                && character != '\\'
                && !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && !Character.isISOControl(character);
    }

    private static String printable(String name) {
        String shown = name.length() > MAX_SHOWN_CHARS ? name.substring(0, MAX_SHOWN_CHARS) + "…" : name;
        return shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
