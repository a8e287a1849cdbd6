package org.gotask.mesos.local.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.gotask.mesos.local.fetch.FetchException;
import org.gotask.mesos.local.fetch.Fetcher;
import org.gotask.mesos.local.sandbox.ChildProcess;
import org.gotask.mesos.local.sandbox.ExecutorEnvironment;
import org.gotask.mesos.local.sandbox.LocaleVariables;
import org.gotask.mesos.local.sandbox.Sandbox;
import org.gotask.mesos.local.sandbox.WaitStatus;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.text.FaultText;
import org.gotask.mesos.text.FileReason;

/**
 * Creates the sandbox, fetches the files and starts the process of an executor, on a virtual thread that can be
 * interrupted. The results are events on the agent's thread. Thread-safe.
 */
final class ExecutorLauncher implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final AgentContext agent;
    private final Fetcher fetcher;
    private final Set<Thread> launches = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ExecutorLauncher(AgentContext agent, Fetcher fetcher) {
        this.agent = agent;
        this.fetcher = fetcher;
    }

    /**
     * Begins the launch and returns immediately.
     *
     * @param command the command of the executor
     * @param started runs on the agent's thread when the process has started
     * @param failed runs on the agent's thread, with the reason, if no process starts
     * @param exited runs on the agent's thread, after {@code started}, when the process has ended
     * @return the thread; an interrupt abandons the launch
     */
    Thread launch(
            ExecutorInstance executor,
            CommandInfo command,
            Consumer<ChildProcess> started,
            Consumer<String> failed,
            Consumer<WaitStatus> exited) {
        SortedMap<String, String> environment = environment(executor, command);
        Thread thread = Thread.ofVirtual()
                .name("mesos-local-launch-" + executor.id())
                .unstarted(() -> {
                    try {
                        launch(executor.sandbox, command, environment, started, failed, exited);
                    } finally {
                        launches.remove(Thread.currentThread());
                    }
                });
        launches.add(thread);
        thread.start();
        return thread;
    }

    /** Abandons all launches; starts no process after it returns. To be called after the agent's thread is closed. */
    @Override
    public void close() {
        closed = true;
        fetcher.close();
        launches.forEach(Thread::interrupt);
        try {
            for (Thread launch : launches) {
                launch.join(CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void launch(
            Sandbox sandbox,
            CommandInfo command,
            SortedMap<String, String> environment,
            Consumer<ChildProcess> started,
            Consumer<String> failed,
            Consumer<WaitStatus> exited) {
        try {
            sandbox.create();
            fetcher.fetch(command, sandbox.directory());
            ChildProcess process = ChildProcess.start(command, environment, sandbox);
            if (closed) {
                process.kill(); // only this thread knows the process
            }
            agent.thread.execute(() -> started.accept(process));
            process.onExit(status -> agent.thread.execute(() -> exited.accept(status)));
        } catch (FetchException e) {
            agent.thread.execute(() -> failed.accept("Failed to launch container: Failed to fetch: " + e.getMessage()));
        } catch (IOException e) {
            agent.thread.execute(() -> failed.accept("Failed to launch container: " + FileReason.withPath(e)));
        } catch (IllegalArgumentException e) {
            agent.thread.execute(() -> failed.accept("Failed to launch container: " + e.getMessage()));
        } catch (InterruptedException e) {
            agent.thread.execute(() -> failed.accept("Failed to launch container: abandoned"));
        } catch (RuntimeException | Error e) {
            // an Error, too, for example of a class that cannot be loaded because no file can be opened: the scheduler
            // waits for the executor
            agent.thread.execute(() -> failed.accept("Failed to launch container: " + FaultText.of(e)));
        }
    }

    private SortedMap<String, String> environment(ExecutorInstance executor, CommandInfo command) {
        var environment = new TreeMap<>(LocaleVariables.ofThisProcess());
        environment.putAll(new ExecutorEnvironment(
                        executor.framework.id.getValue(),
                        executor.id(),
                        agent.id().getValue(),
                        agent.self,
                        executor.sandbox.directory(),
                        executor.framework.info().getCheckpoint(),
                        executor.shutdownGrace)
                .variables(command));
        if (executor.commandTask) {
            environment.put("MESOS_ALLOCATION_ROLE", executor.role());
        }
        return environment;
    }
}
