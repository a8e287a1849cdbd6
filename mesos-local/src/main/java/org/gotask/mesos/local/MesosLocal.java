package org.gotask.mesos.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gotask.mesos.auth.SecretFile;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.local.LocalClusterConfig.Authentication;
import org.gotask.mesos.local.LocalClusterConfig.Parts;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The program {@code mesos-local}: a {@link LocalCluster} that runs until SIGTERM or SIGINT. Prints one line with the
 * master's address when the cluster is ready. Exit codes: 2 for wrong flags, 1 if the cluster cannot be started or the
 * master is deposed.
 */
@Command(
        name = "mesos-local",
        mixinStandardHelpOptions = true,
        version = "mesos-local 0.1.0",
        description = "Runs a Mesos master and agents on this machine until it is stopped.")
public final class MesosLocal implements Callable<Integer> {

    private static final int USAGE = 2;
    private static final int FAILED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final MesosLocalFlags flags = new MesosLocalFlags();

    private MesosLocal() {}

    /** Runs the program and ends the JVM. */
    public static void main(String[] args) {
        System.exit(run(
                args,
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset())));
    }

    /** Runs the program until this thread is interrupted or the JVM ends, and returns the exit code. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        return new CommandLine(new MesosLocal())
                .setOut(out)
                .setErr(err)
                .registerConverter(Path.class, MesosLocal::path)
                .setParameterExceptionHandler((problem, unused) -> {
                    complain(err, problem.getMessage() + "; see mesos-local --help");
                    return USAGE;
                })
                .execute(args);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + text + "' cannot be the name of a file in this locale: " + e.getReason());
        }
    }

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec, "spec").commandLine();
        LocalClusterConfig cluster = cluster(command);
        passwordShown(cluster.parts()).ifPresent(command.getErr()::println);
        flags.secretFiles().stream()
                .flatMap(file -> SecretFile.warning(file).stream())
                .map(warning -> "mesos-local: " + warning)
                .forEach(command.getErr()::println);
        try (LocalCluster running = LocalCluster.start(cluster)) {
            running.closeOnShutdown();
            openToAll(cluster, running).ifPresent(command.getErr()::println);
            command.getOut().println(readyLine(cluster, running));
            running.awaitClosed();
            if (running.failure().isPresent()) {
                complain(command.getErr(), running.failure().get());
                return FAILED;
            }
            return 0;
        } catch (IOException e) {
            complain(command.getErr(), NetworkReason.of(e));
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** The text may contain text of others, such as that of a file or of ZooKeeper. */
    private static void complain(PrintWriter err, String text) {
        err.println("mesos-local: " + ForeignText.line(text));
    }

    private LocalClusterConfig cluster(CommandLine command) {
        try {
            return flags.cluster();
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    /** A warning, if the command line contains a password: every user of the machine can read command lines. */
    private Optional<String> passwordShown(Parts parts) {
        String flag = parts == Parts.AGENTS ? "--master" : "--zk";
        return flags.mastersAsGiven()
                .filter(masters -> !masters.equals(MasterDetectors.printable(masters)))
                .map(masters -> "mesos-local: " + flag + ": every user of this machine can see the password in the list"
                        + " of processes: " + MasterDetectors.printable(masters)
                        + "; write the address into a file that"
                        + " only you can read, and give " + flag + "=file:///path/of/file");
    }

    /** A warning, if the master accepts everybody who can connect to it. */
    private static Optional<String> openToAll(LocalClusterConfig config, LocalCluster running) {
        boolean closed = config.authentication() == Authentication.REQUIRED
                && config.agentAuthentication() == Authentication.REQUIRED;
        return closed || config.parts() == Parts.AGENTS
                ? Optional.empty()
                : Optional.of("mesos-local: everybody who can connect to " + running.masterAddress()
                        + " can run programs as user " + System.getProperty("user.name")
                        + "; --credentials FILE --authenticate-frameworks --authenticate-agents keep others out");
    }

    private static String readyLine(LocalClusterConfig config, LocalCluster running) {
        String master = config.parts() == Parts.AGENTS
                ? MasterDetectors.printable(config.masters().orElse(""))
                : running.masterAddress();
        int agents = config.parts() == Parts.MASTER ? 0 : config.spec().agents();
        return "mesos-local: master=" + master + " agents=" + agents;
    }
}
