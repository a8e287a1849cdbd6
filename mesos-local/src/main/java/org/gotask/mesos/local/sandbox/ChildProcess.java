package org.gotask.mesos.local.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.gotask.mesos.proto.CommandInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of an executor: a child of this JVM with its own session and process group, in its sandbox, with exactly
 * the given environment. The session is necessary because executors kill their process group at the end, which would
 * otherwise be that of this JVM. Thread-safe.
 */
public final class ChildProcess {

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

    /** The prefix of a command that gives it a new session: {@code setsid}, or Perl on systems without it. */
    private static final List<String> NEW_SESSION = find("setsid")
            .map(List::of)
            .or(() -> find("perl").map(ChildProcess::perlSession))
            .orElse(List.of());

    /** Whether children get a new session. */
    static final boolean OWN_SESSION = !NEW_SESSION.isEmpty();

    private static final long KILL_SECONDS = 5;

    private final Process process;
    private final Path sandbox;
    private final boolean shell;
    private final CompletableFuture<WaitStatus> exit = new CompletableFuture<>();
    private volatile Optional<Path> program = Optional.empty();

    private ChildProcess(Process process, Path sandbox, boolean shell) {
        this.process = process;
        this.sandbox = sandbox;
        this.shell = shell;
    }

    /**
     * Starts a command. Its output goes to the files {@code stdout} and {@code stderr} of the sandbox.
     *
     * @throws IOException if the process cannot be started
     * @throws IllegalArgumentException if the command or the environment is invalid for a process, for example contains
     *     NUL
     */
    public static ChildProcess start(CommandInfo command, Map<String, String> environment, Sandbox sandbox)
            throws IOException {
        var builder = new ProcessBuilder(commandLine(command))
                .directory(sandbox.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(sandbox.stdout().toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(sandbox.stderr().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        var child = new ChildProcess(builder.start(), sandbox.directory(), command.getShell());
        Thread.ofVirtual().name("mesos-local-wait-" + child.pid()).start(child::awaitExit);
        return child;
    }

    /**
     * Runs {@code exited} once after the process and all its descendants have ended: on a waiting thread, or on this
     * thread if they have ended already.
     */
    public void onExit(Consumer<WaitStatus> exited) {
        var unused = exit.thenAccept(exited);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Records the current program of the process, which may have replaced itself since its start. */
    public void recordProgram() {
        process.info().command().map(Path::of).ifPresent(path -> program = Optional.of(path));
    }

    /** Sends SIGTERM to the process and its descendants. */
    public void terminate() {
        recordProgram();
        ProcessTree.terminate(process.toHandle());
    }

    /** Kills the process and its descendants, and waits a few seconds at most until they have ended. */
    public void kill() {
        recordProgram();
        ProcessTree.kill(process.toHandle(), sandbox);
        try {
            exit.get(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("process was killed and does not end: pid={}, {}", pid(), e.toString());
        }
    }

    private void awaitExit() {
        WaitStatus status = WaitStatus.UNKNOWN;
        try {
            int exitValue = process.waitFor();
            Optional<Path> last = program.isEmpty() && shell ? Optional.of(Path.of("/bin/sh")) : program;
            status = WaitStatus.of(exitValue, last);
            ProcessTree.kill(process.toHandle(), sandbox);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts this thread
        } catch (RuntimeException | Error e) {
            log.error("descendants of a process that has ended cannot be killed: pid={}", pid(), e);
        } finally {
            // in any case: the agent waits for the end
            exit.complete(status);
        }
    }

    /**
     * With a shell: {@code /bin/sh -c value}. Otherwise the program {@code value}, looked up in the child's PATH, with
     * the arguments except the first, which is the program's own name and cannot be set in Java.
     */
    private static List<String> commandLine(CommandInfo command) {
        var line = new ArrayList<>(NEW_SESSION);
        if (command.getShell()) {
            line.addAll(List.of("/bin/sh", "-c", command.getValue()));
        } else {
            line.add(command.getValue());
            command.getArgumentsList().stream().skip(1).forEach(line::add);
        }
        return line;
    }

    static List<String> perlSession(String perl) {
        String script = "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV; print STDERR qq($ARGV[0]: $!\\n); exit 127";
        return List.of(perl, "-e", script);
    }

    private static Optional<String> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        String searched = path.isEmpty() ? ExecutorEnvironment.DEFAULT_PATH : path;
        for (String directory : searched.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, program).toAbsolutePath();
            if (!directory.isEmpty() && Files.isExecutable(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }
}
