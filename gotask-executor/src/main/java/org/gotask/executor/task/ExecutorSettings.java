package org.gotask.executor.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gotask.launch.ExecutorVariables;
import org.gotask.link.LinkChoice;
import org.gotask.link.LinkKind;
import org.gotask.link.LinkSettings;
import org.gotask.link.MessageLimit;
import org.gotask.link.PlainLink;

/**
 * What a scheduler can set for the executors it starts, by environment entries:
 *
 * <ul>
 *   <li>{@code GOTASK_TASK_GRACE_MILLIS}, by default 2000
 *   <li>{@code GOTASK_LINK}, {@code strong} or {@code plain}; by default plain, for so do schedulers that say nothing of it
 *   <li>{@code GOTASK_MAX_MESSAGE_BYTES}, by default 64 MiB, with the plain link 8 MiB
 *   <li>{@code GOTASK_LINK_TIMEOUT_MILLIS}, of the strong link, by default two minutes
 *   <li>{@code GOTASK_MAX_WAITING_BYTES}, of the plain link, by default 64 MiB
 * </ul>
 *
 * @param taskGrace how long a task that is to end may take to return once its {@code in} is closed, and again once its
 *     thread is interrupted
 * @param messageLimit the largest message a task may send
 * @param link the link to the scheduler
 */
public record ExecutorSettings(Duration taskGrace, MessageLimit messageLimit, LinkChoice link) {

    /** What holds where nothing is set. */
    public static final ExecutorSettings DEFAULT = new ExecutorSettings(
            Duration.ofSeconds(2), MessageLimit.PLAIN, new LinkChoice.Plain(PlainLink.DEFAULT_MAX_WAITING_BYTES));

    private static final long MAX_GRACE_MILLIS = Duration.ofDays(1).toMillis();

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException if an entry is unusable, such as no number in its range; the message names all such
     *     entries
     */
    public static ExecutorSettings fromEnvironment(Map<String, String> environment) {
        List<String> mistakes = new ArrayList<>();
        long grace = number(
                environment,
                ExecutorVariables.TASK_GRACE_MILLIS,
                DEFAULT.taskGrace.toMillis(),
                MAX_GRACE_MILLIS,
                mistakes);
        LinkKind kind = linkKind(environment, mistakes);
        long message = number(
                environment,
                ExecutorVariables.MAX_MESSAGE_BYTES,
                kind.messageLimit().maxBytes(),
                Integer.MAX_VALUE - 1024,
                mistakes);
        LinkChoice link = switch (kind) {
            case STRONG ->
                new LinkChoice.Strong(LinkSettings.DEFAULT
                        .withMaxMessageBytes((int) message)
                        .withTimeLimit(timeLimit(environment, mistakes)));
            case PLAIN ->
                new LinkChoice.Plain(number(
                        environment,
                        "GOTASK_MAX_WAITING_BYTES",
                        PlainLink.DEFAULT_MAX_WAITING_BYTES,
                        Long.MAX_VALUE / 2,
                        mistakes));
        };
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        return new ExecutorSettings(Duration.ofMillis(grace), new MessageLimit((int) message), link);
    }

    private static LinkKind linkKind(Map<String, String> environment, List<String> mistakes) {
        String text = environment.get(ExecutorVariables.LINK);
        if (text == null) {
            return LinkKind.PLAIN;
        }
        try {
            return LinkKind.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            mistakes.add("environment entry is unusable: " + ExecutorVariables.LINK + "=" + OneLine.of(text)
                    + ", expected strong or plain; scheduler and executor must be of the same GoTask version");
            return LinkKind.PLAIN;
        }
    }

    private static Duration timeLimit(Map<String, String> environment, List<String> mistakes) {
        long byDefault = LinkSettings.DEFAULT.timeLimit().toMillis();
        // with 0 it would fail before it has begun
        return Duration.ofMillis(Math.max(
                1, number(environment, ExecutorVariables.LINK_TIMEOUT_MILLIS, byDefault, MAX_GRACE_MILLIS, mistakes)));
    }

    private static long number(
            Map<String, String> environment, String name, long byDefault, long max, List<String> mistakes) {
        String text = environment.get(name);
        if (text == null) {
            return byDefault;
        }
        try {
            long value = Long.parseLong(text.strip());
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, as a number out of range is
        }
        mistakes.add("environment entry is unusable: " + name + "=" + OneLine.of(text)
                + ", expected a number from 0 to " + max);
        return byDefault;
    }
}
