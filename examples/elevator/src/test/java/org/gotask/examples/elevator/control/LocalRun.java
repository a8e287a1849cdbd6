package org.gotask.examples.elevator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gotask.SchedEvent;
import org.gotask.SchedulerTask;
import org.gotask.Task;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/**
 * Runs a scheduler function and its tasks in this program: each task on a virtual thread, plain channels between them.
 * What every task receives and sends is written down. When a task fails, all channels are closed.
 */
final class LocalRun {

    private record Running(
            String name, Task task, List<String> args, Channel<TaskMsg> in, List<String> received, List<String> sent) {}

    private final int capacity;
    private final Channel<TaskMsg> toScheduler;
    private final Channel<TaskMsg> toTasks = Channel.named("to tasks", 0);
    private final Map<String, Running> tasks = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    LocalRun(int capacity) {
        this.capacity = capacity;
        this.toScheduler = Channel.named("to the scheduler", capacity);
    }

    /** Adds a task, called {@code spec-index}. */
    void add(String spec, int index, Task task, String... arguments) {
        String name = spec + "-" + index;
        List<String> args = new ArrayList<>(List.of(name));
        args.addAll(List.of(arguments));
        tasks.put(
                name,
                new Running(
                        name,
                        task,
                        args,
                        Channel.named("to " + name, capacity),
                        new CopyOnWriteArrayList<>(),
                        new CopyOnWriteArrayList<>()));
    }

    /** Runs until the scheduler function and all tasks have returned; rethrows what the scheduler function threw. */
    void run(SchedulerTask scheduler) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (Running running : tasks.values()) {
            threads.add(Thread.ofVirtual().name(running.name()).start(() -> runTask(running)));
        }
        Thread forwarder = Thread.ofVirtual().start(this::forward);
        threads.add(forwarder);
        ReceiveChannel<SchedEvent> events = Channel.withCapacity(1);
        try {
            scheduler.run(toScheduler, toTasks, events);
            toTasks.close("the scheduler function has returned");
            forwarder.join();
        } finally {
            closeAll("the scheduler function has returned");
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Passes on what the scheduler function sends, each message to its task. */
    private void forward() {
        try {
            for (TaskMsg msg : toTasks) {
                Running running = tasks.get(msg.taskName());
                if (running == null) {
                    throw new IllegalArgumentException("no such task: " + msg.taskName());
                }
                running.received().add(msg.text());
                running.in().send(msg);
            }
        } catch (ChannelClosedException e) {
            // a task has failed, and all channels are closed
        } catch (Exception e) {
            failures.add(e);
            closeAll("forwarding failed");
        }
    }

    private void runTask(Running running) {
        int dash = running.name().lastIndexOf('-');
        Map<String, String> env = Map.of("GOTASK_INDEX", running.name().substring(dash + 1));
        SendChannel<TaskMsg> out = toScheduler.mapSent(msg -> {
            running.sent().add(msg.text());
            return msg.withTaskName(running.name());
        });
        try {
            running.task().run(running.in(), out, running.args(), env);
        } catch (Exception e) {
            failures.add(e);
            closeAll(running.name() + " failed");
        }
    }

    private void closeAll(String reason) {
        toTasks.close(reason);
        toScheduler.close(reason);
        tasks.values().forEach(running -> running.in().close(reason));
    }

    /** What each task has sent, in order. */
    Map<String, List<String>> sent() {
        return texts(Running::sent);
    }

    /** What was sent to each task, in order. */
    Map<String, List<String>> received() {
        return texts(Running::received);
    }

    private Map<String, List<String>> texts(Function<Running, List<String>> which) {
        return tasks.values().stream().collect(Collectors.toMap(Running::name, which));
    }

    /** What tasks have thrown. */
    List<Throwable> failures() {
        return List.copyOf(failures);
    }
}
