package org.gotask.executor.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gotask.link.MessageLimit;
import org.gotask.link.PlainLink;

/**
 * What a scheduler can set for the executors it starts, by environment entries:
 *
 * <ul>
 *   <li>{@code GOTASK_TASK_GRACE_MILLIS}, by default 2000
 *   <li>{@code GOTASK_MAX_MESSAGE_BYTES}, by default 8 MiB
 *   <li>{@code GOTASK_MAX_WAITING_BYTES}, by default 64 MiB
 * </ul>
 *
 * @param taskGrace how long a task that is to end may take to return once its {@code in} is closed, and again once its
 *     thread is interrupted
 * @param messageLimit the largest message a task may send
 * @param maxWaitingBytes how many bytes of received messages may wait for slow tasks before the link fails
 */
public record ExecutorSettings(Duration taskGrace, MessageLimit messageLimit, long maxWaitingBytes) {

    /** What holds where nothing is set. */
    public static final ExecutorSettings DEFAULT =
            new ExecutorSettings(Duration.ofSeconds(2), MessageLimit.DEFAULT, PlainLink.DEFAULT_MAX_WAITING_BYTES);

    private static final long MAX_GRACE_MILLIS = Duration.ofDays(1).toMillis();

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException if an entry is no number in its range; the message names all such entries
     */
    public static ExecutorSettings fromEnvironment(Map<String, String> environment) {
        List<String> mistakes = new ArrayList<>();
        long grace = number(
                environment, "GOTASK_TASK_GRACE_MILLIS", DEFAULT.taskGrace.toMillis(), MAX_GRACE_MILLIS, mistakes);
        long message = number(
                environment,
                "GOTASK_MAX_MESSAGE_BYTES",
                DEFAULT.messageLimit.maxBytes(),
                Integer.MAX_VALUE - 1024,
                mistakes);
        long waiting =
                number(environment, "GOTASK_MAX_WAITING_BYTES", DEFAULT.maxWaitingBytes, Long.MAX_VALUE / 2, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        return new ExecutorSettings(Duration.ofMillis(grace), new MessageLimit((int) message), waiting);
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
