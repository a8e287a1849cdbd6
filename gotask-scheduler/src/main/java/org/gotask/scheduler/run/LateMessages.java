package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;

/**
 * Waits for the messages of tasks that have finished: their status takes another way and may overtake them. When all have
 * come and were taken, the scheduler function's input ends; when some do not come, they count as lost. Confined to the
 * run's thread.
 */
final class LateMessages {

    /** How long messages may be under way from an executor of mesosgot, which does not signal their end. */
    private static final Duration UNSIGNALLED = Duration.ofSeconds(1);

    private final RunLoop loop;
    private final TaskTable tasks;
    private final Channel<TaskMsg> input;
    private final Duration limit;
    private final Consumer<String> lost;

    /**
     * Waits for nothing yet.
     *
     * @param input what the scheduler function receives from
     * @param limit how long messages may be under way when all tasks have ended
     * @param lost hears whose messages have not come, in one line
     */
    LateMessages(RunLoop loop, TaskTable tasks, Channel<TaskMsg> input, Duration limit, Consumer<String> lost) {
        this.loop = loop;
        this.tasks = tasks;
        this.input = input;
        this.limit = limit;
        this.lost = lost;
    }

    void taskFinished(TaskEntry entry) {
        if (!entry.executorSignalsEnd()) {
            loop.after(UNSIGNALLED, entry::endInboundNow);
        }
        if (tasks.allEnded()) {
            loop.after(limit, this::check);
        }
    }

    /** All that a task sent was taken, and it will send nothing more. */
    void inboundEnded(TaskEntry entry) {
        entry.endInbound();
        if (tasks.allInboundEnded()) {
            input.close("all tasks have ended");
        }
    }

    /** A scheduler function that is slow to read is no loss: what has arrived waits for it. */
    private void check() {
        String names = tasks.all().stream()
                .filter(TaskEntry::messagesAreMissing)
                .map(TaskEntry::name)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            lost.accept("messages were lost on the way from tasks that have finished: " + names);
        }
    }
}
