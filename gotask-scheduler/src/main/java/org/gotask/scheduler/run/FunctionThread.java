package org.gotask.scheduler.run;

import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.SchedEvent;
import org.gotask.SchedulerBody;
import org.gotask.SchedulerContext;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.channel.internal.RoutingChannels;
import org.gotask.link.LinkConfig;

/** Runs the scheduler function on a virtual thread, between its three channels. */
final class FunctionThread {

    /** Messages from tasks that may wait for the scheduler function before their senders' links hold them. */
    private static final int INBOX_CAPACITY = 512;

    private final Channel<TaskMsg> in = Channel.named("from tasks", INBOX_CAPACITY);
    private final SendChannel<TaskMsg> out;
    private final Thread thread;

    /**
     * Starts nothing.
     *
     * @param ended hears what the function threw, or nothing if it returned
     */
    FunctionThread(
            SchedulerBody function,
            TaskTable tasks,
            LinkConfig link,
            ReceiveChannel<SchedEvent> events,
            Consumer<Optional<Throwable>> ended) {
        out = RoutingChannels.create(
                "to tasks",
                message -> {
                    Channel<TaskMsg> outbox = tasks.outboxFor(message);
                    link.requireFits(message);
                    return outbox;
                },
                tasks::closeOutboxes);
        SchedulerContext context =
                SchedulerContext.builder(in, out, events).specs(tasks.specs()).build();
        thread = Thread.ofVirtual().name("scheduler-function").unstarted(() -> {
            try {
                function.run(context);
                ended.accept(Optional.empty());
            } catch (Throwable e) { // an Error of the user's code is a failure of the run like any other
                ended.accept(Optional.of(e));
            }
        });
    }

    void start() {
        thread.start();
    }

    /** What the tasks send. */
    Channel<TaskMsg> in() {
        return in;
    }

    /** Closes what the function sends to; what it sent is still delivered. */
    void closeOut() {
        out.close();
    }

    void interrupt() {
        thread.interrupt();
    }
}
