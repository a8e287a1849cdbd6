package org.gotask.scheduler.run;

import java.time.Duration;
import java.util.List;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.scheduler.cluster.TaskState;

/**
 * Waits for the messages of tasks that have finished, since a task's status takes another path and may overtake them.
 * After the last message of all tasks the scheduler function's input ends; missing messages fail the run. Confined to
 * the run's thread.
 */
final class InboundDrain {

    /** The longest transit of a message from an executor that does not signal the end of its messages. */
    private static final Duration TRANSIT_WITHOUT_END = Duration.ofSeconds(1);

    private final RunLoop loop;
    private final RunTasks tasks;
    private final Channel<TaskMsg> input;
    private final Duration timeout;
    private final RunControl run;

    /**
     * Waits for nothing yet.
     *
     * @param input the channel from which the scheduler function receives
     * @param timeout the longest transit of a message after the end of all tasks
     */
    InboundDrain(RunLoop loop, RunTasks tasks, Channel<TaskMsg> input, Duration timeout, RunControl run) {
        this.loop = loop;
        this.tasks = tasks;
        this.input = input;
        this.timeout = timeout;
        this.run = run;
    }

    void taskFinished(RunTask task) {
        if (!task.executorSignalsEnd()) {
            loop.after(TRANSIT_WITHOUT_END, task::endInboundNow);
        }
        ended();
    }

    /** A failed task may have signalled its end, a lost one has not. Messages under way are still delivered. */
    void taskSurvived(RunTask task) {
        boolean signalsEnd = task.state() == TaskState.FAILED && task.executorSignalsEnd();
        loop.after(signalsEnd ? timeout : TRANSIT_WITHOUT_END, () -> {
            if (task.messagesAreMissing()) {
                task.endInboundNow();
            }
        });
        ended();
    }

    private void ended() {
        if (tasks.allEnded()) {
            loop.after(timeout, this::check);
        }
    }

    /** The scheduler function's channel has taken the last message of the task. */
    void inboundEnded(RunTask task) {
        task.endInbound();
        if (tasks.allInboundEnded()) {
            input.close("all tasks have ended");
        }
    }

    /** Messages that have arrived are not lost, however slowly the scheduler function reads them. */
    private void check() {
        List<RunTask> missing = tasks.all().stream()
                .filter(task -> task.state() == TaskState.FINISHED)
                .filter(RunTask::messagesAreMissing)
                .toList();
        if (!missing.isEmpty() && run.phase() == RunPhase.RUNNING) {
            run.fail("messages were lost on the way from tasks that have finished: " + RunTasks.list(missing));
        }
    }
}
