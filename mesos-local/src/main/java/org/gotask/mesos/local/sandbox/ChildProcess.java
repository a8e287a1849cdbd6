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
 * An executor's process: a child of this JVM in a session and process group of its own, in its sandbox, with exactly the
 * environment it is given. The session is needed because executors kill their own group when they end: in ours that
 * would be us. Thread-safe.
 */
public final class ChildProcess {

    private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

    /** What runs a command in a session of its own: {@code setsid}, or Perl on systems that have only that. */
    private static final List<String> NEW_SESSION = find("setsid")
            .map(List::of)
            .or(() -> find("perl").map(ChildProcess::perlSession))
            .orElse(List.of());

    /** Whether children get a session of their own. */
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
     * @throws IllegalArgumentException if command or environment hold what no process can be given
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
     * Lets {@code exited} run once when the process and all it had started are gone: on a thread that only waits for that, or
     * on this one if they are gone already.
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

    /** Remembers which program the process has become: after its start it may have replaced itself. */
    public void look() {
        process.info().command().map(Path::of).ifPresent(path -> program = Optional.of(path));
    }

    /** Asks the process and what it has started to end. */
    public void terminate() {
        look();
        ProcessTree.terminate(process.toHandle());
    }

    /** Ends the process and what it has started, and waits until they are gone, at most some seconds. */
    public void kill() {
        look();
        ProcessTree.kill(process.toHandle(), sandbox);
        try {
            exit.get(KILL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("process {} was killed and is still there: {}", pid(), e.toString());
        }
    }

    private void awaitExit() {
        try {
            int exitValue = process.waitFor();
            ProcessTree.kill(process.toHandle(), sandbox);
            Optional<Path> last = program.isEmpty() && shell ? Optional.of(Path.of("/bin/sh")) : program;
            exit.complete(WaitStatus.of(exitValue, last));
        } catch (InterruptedException | RuntimeException e) {
            exit.completeExceptionally(e);
        }
    }

    /**
     * With a shell: {@code /bin/sh -c value}. Without: the program {@code value}, looked up in the child's PATH; the
     * arguments begin with its own name, which Java cannot set and which is therefore left out.
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
        String path = System.getenv().getOrDefault("PATH", ExecutorEnvironment.DEFAULT_PATH);
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, program).toAbsolutePath();
            if (!directory.isEmpty() && Files.isExecutable(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }
}
