package org.gotask.scheduler.run;

import java.util.Optional;
import org.gotask.SchedEvent;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerContext;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Received;
import org.gotask.channel.SendChannel;
import org.gotask.channel.internal.RoutingChannels;
import org.gotask.link.LinkConfig;

/** The virtual thread of the scheduler function, and its channels. */
final class FunctionThread {

    /**
     * Messages of tasks that are queued for the scheduler function before the links hold back their senders, in
     * addition to the limits in bytes.
     */
    private static final int INBOX_CAPACITY = 512;

    private final Channel<TaskMsg> in = Channel.named("from tasks", INBOX_CAPACITY);
    private final RunTasks tasks;
    private final SendChannel<TaskMsg> out;
    private final Thread thread;

    /** Starts nothing. */
    FunctionThread(
            SchedulerBody function,
            RunTasks tasks,
            LinkConfig link,
            ReceiveChannel<SchedEvent> events,
            RunLoop loop,
            RunControl run) {
        this.tasks = tasks;
        out = RoutingChannels.create(
                "to tasks",
                message -> {
                    Channel<TaskMsg> outbox = tasks.outboxFor(message);
                    link.requireFits(message);
                    return outbox;
                },
                tasks::closeOutboxes);
        SchedulerContext context = SchedulerContext.builder(in.mapReceived(this::taken), out, events)
                .specs(tasks.specs())
                .build();
        thread = Thread.ofVirtual().name("scheduler-function").unstarted(() -> {
            Optional<Throwable> thrown = call(function, context);
            loop.execute(() -> run.functionEnded(thrown));
        });
    }

    private TaskMsg taken(TaskMsg message) {
        tasks.get(message.taskName()).taken(message);
        return message;
    }

    private static Optional<Throwable> call(SchedulerBody function, SchedulerContext context) {
        try {
            function.run(context);
            return Optional.empty();
        } catch (Throwable e) { // an Error of the user's code is a failure of the run like any other
            return Optional.of(e);
        }
    }

    void start() {
        thread.start();
    }

    /** The channel that receives the messages of all tasks. */
    Channel<TaskMsg> in() {
        return in;
    }

    /**
     * Ends the input of a function that has returned, and drops the unread messages: otherwise tasks that still send
     * would wait for their memory.
     */
    void endIn(String reason) {
        in.close(reason);
        while (in.tryReceive() instanceof Received.Value<TaskMsg>(TaskMsg message)) {
            taken(message);
        }
    }

    /** Closes the function's output; messages sent before are still delivered. */
    void closeOut() {
        out.close();
    }

    /** The thread of the function. */
    Thread thread() {
        return thread;
    }

    void interrupt() {
        thread.interrupt();
    }
}
