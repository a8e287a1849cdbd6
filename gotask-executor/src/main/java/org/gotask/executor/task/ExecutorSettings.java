package org.gotask.executor.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gotask.launch.ExecutorVariables;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;

/**
 * The settings of an executor, which its scheduler sets by environment entries:
 *
 * <ul>
 *   <li>{@code GOTASK_TASK_GRACE_MILLIS}, by default 2000
 *   <li>{@code GOTASK_LINK}, {@code reliable} or {@code mesosgot}; by default mesosgot, whose schedulers do not set it
 *   <li>{@code GOTASK_MAX_MESSAGE_BYTES}, by default 64 MiB, with the mesosgot link 8 MiB
 *   <li>{@code GOTASK_LINK_TIMEOUT_MILLIS}, of the reliable link, by default two minutes
 *   <li>{@code GOTASK_MAX_WAITING_BYTES}, of the mesosgot link, by default 64 MiB
 * </ul>
 *
 * @param taskGrace how long a stopped task may take to return after its {@code in} was closed, and again after its
 *     thread was interrupted
 * @param link the link to the scheduler
 */
public record ExecutorSettings(Duration taskGrace, LinkConfig link) {

    /** The settings without any entry. */
    public static final ExecutorSettings DEFAULT =
            new ExecutorSettings(Duration.ofSeconds(2), LinkConfig.of(LinkKind.MESOSGOT));

    private static final long MAX_GRACE_MILLIS = Duration.ofDays(1).toMillis();

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException if an entry is invalid, for example a number out of range; the message names all
     *     such entries
     */
    public static ExecutorSettings fromEnvironment(Map<String, String> environment) {
        List<String> mistakes = new ArrayList<>();
        long grace = number(
                environment,
                ExecutorVariables.TASK_GRACE_MILLIS,
                DEFAULT.taskGrace.toMillis(),
                MAX_GRACE_MILLIS,
                mistakes);
        LinkConfig link = link(environment, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        return new ExecutorSettings(Duration.ofMillis(grace), link);
    }

    private static LinkConfig link(Map<String, String> environment, List<String> mistakes) {
        LinkConfig byDefault = LinkConfig.of(linkKind(environment, mistakes));
        long message = number(
                environment,
                ExecutorVariables.MAX_MESSAGE_BYTES,
                byDefault.maxMessageBytes(),
                Integer.MAX_VALUE - 1024,
                mistakes);
        long timeoutMillis = number(
                environment,
                ExecutorVariables.LINK_TIMEOUT_MILLIS,
                byDefault.timeout().toMillis(),
                MAX_GRACE_MILLIS,
                mistakes);
        long unread = number(
                environment, "GOTASK_MAX_WAITING_BYTES", byDefault.maxUnreadBytes(), Long.MAX_VALUE / 2, mistakes);
        return byDefault
                .withMaxMessageBytes((int) message)
                // with 0 the link would fail at once
                .withTimeout(Duration.ofMillis(Math.max(1, timeoutMillis)))
                .withMaxUnreadBytes(unread);
    }

    private static LinkKind linkKind(Map<String, String> environment, List<String> mistakes) {
        String text = environment.get(ExecutorVariables.LINK);
        if (text == null) {
            return LinkKind.MESOSGOT;
        }
        try {
            return LinkKind.parse(text);
        } catch (IllegalArgumentException e) {
            mistakes.add("invalid environment entry: " + ExecutorVariables.LINK + "=" + OneLine.of(text) + ", "
                    + e.getMessage() + "; scheduler and executor must be of the same GoTask version");
            return LinkKind.MESOSGOT;
        }
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
            // reported below, like a number out of range
        }
        mistakes.add(
                "invalid environment entry: " + name + "=" + OneLine.of(text) + ", expected a number from 0 to " + max);
        return byDefault;
    }
}
