package org.gotask.examples.elevator.control;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gotask.SchedEvent;
import org.gotask.SchedulerTask;
import org.gotask.TaskBody;
import org.gotask.TaskContext;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;
import org.gotask.scope.Scope;

/**
 * Runs a scheduler function and its tasks in one JVM: each task on a virtual thread, connected by plain channels.
 * Records the messages of each task. When a task fails, all channels are closed.
 */
final class LocalRun {

    private record Running(
            String name,
            TaskBody body,
            int index,
            List<String> args,
            Channel<TaskMsg> in,
            List<String> received,
            List<String> sent) {}

    private final int capacity;
    private final Channel<TaskMsg> toScheduler;
    private final Channel<TaskMsg> fromScheduler = Channel.rendezvous();
    private final Map<String, Running> tasks = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    LocalRun(int capacity) {
        this.capacity = capacity;
        this.toScheduler = Channel.named("to the scheduler", capacity);
    }

    /** Adds a task, called {@code spec-index}. */
    void add(String spec, int index, TaskBody body, String... args) {
        String name = spec + "-" + index;
        tasks.put(
                name,
                new Running(
                        name,
                        body,
                        index,
                        List.of(args),
                        Channel.named("to " + name, capacity),
                        new CopyOnWriteArrayList<>(),
                        new CopyOnWriteArrayList<>()));
    }

    /** Runs until the scheduler function and all tasks have returned; rethrows what the scheduler function threw. */
    void run(SchedulerTask scheduler) throws Exception {
        Scope.<Exception>run(scope -> {
            tasks.values().forEach(running -> scope.fork(running.name(), () -> runTask(running)));
            scope.fork("distribute", this::distribute);
            ReceiveChannel<SchedEvent> events = Channel.withCapacity(1);
            try {
                scheduler.run(toScheduler, fromScheduler, events);
            } finally {
                fromScheduler.close();
            }
        });
    }

    /** Delivers the messages of the scheduler function until it has returned or a task has failed. */
    private void distribute() throws InterruptedException {
        try {
            for (TaskMsg msg : fromScheduler) {
                Running running = tasks.get(msg.taskName());
                if (running == null) {
                    throw new IllegalArgumentException("no such task: " + msg.taskName());
                }
                running.received().add(msg.text());
                running.in().send(msg);
            }
        } catch (ChannelClosedException e) {
            // a task has failed
        }
        closeAll("the scheduler function has returned");
    }

    private void runTask(Running running) {
        SendChannel<TaskMsg> out = toScheduler.mapSent(msg -> {
            running.sent().add(msg.text());
            return msg.withTaskName(running.name());
        });
        TaskContext task = TaskContext.builder(running.name(), running.in(), out)
                .index(running.index())
                .args(running.args())
                .build();
        try {
            running.body().run(task);
        } catch (Exception e) {
            failures.add(e);
            closeAll(running.name() + " failed");
        }
    }

    private void closeAll(String reason) {
        toScheduler.close(reason);
        fromScheduler.close(reason);
        tasks.values().forEach(running -> running.in().close(reason));
    }

    /** The messages that each task has sent, in order. */
    Map<String, List<String>> sent() {
        return texts(Running::sent);
    }

    /** The messages sent to each task, in order. */
    Map<String, List<String>> received() {
        return texts(Running::received);
    }

    private Map<String, List<String>> texts(Function<Running, List<String>> which) {
        return tasks.values().stream().collect(Collectors.toMap(Running::name, which));
    }

    /** The exceptions that tasks have thrown. */
    List<Throwable> failures() {
        return List.copyOf(failures);
    }
}
