package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.mesos.proto.CommandInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path directory;

    private Sandbox sandbox;
    private Map<String, String> environment;

    @BeforeEach
    void createSandbox() throws Exception {
        sandbox = Sandbox.of(directory.toRealPath(), "S0", "f", "e", "c");
        sandbox.create();
        environment = Map.of(
                "PATH",
                ExecutorEnvironment.DEFAULT_PATH,
                "MESOS_SANDBOX",
                sandbox.directory().toString());
    }

    @Test
    void givesExactlyTheEnvironmentAndTheSandbox() throws Exception {
        var status =
                run(CommandInfo.newBuilder().setShell(false).setValue("env").addArguments("env"));

        assertThat(status.raw()).isZero();
        assertThat(Files.readAllLines(sandbox.stdout()))
                .containsExactlyInAnyOrder(
                        "PATH=" + ExecutorEnvironment.DEFAULT_PATH, "MESOS_SANDBOX=" + sandbox.directory());
        assertThat(Files.readSymbolicLink(sandbox.directory().resolveSibling("latest")))
                .isEqualTo(sandbox.directory());
    }

    @Test
    void leavesTheProgramsOwnNameOutOfItsArguments() throws Exception {
        run(CommandInfo.newBuilder()
                .setShell(false)
                .setValue("printf")
                .addAllArguments(List.of("printf", "%s|%s", "a b", "$HOME")));

        assertThat(sandbox.stdout()).hasContent("a b|$HOME");
    }

    @Test
    void runsAShellInTheSandbox() throws Exception {
        run(CommandInfo.newBuilder().setValue("pwd; echo oops >&2"));

        assertThat(sandbox.stdout()).hasContent(sandbox.directory().toString());
        assertThat(sandbox.lastError()).contains("oops");
    }

    @Test
    void tellsExitCodesAndSignals() throws Exception {
        assertThat(run(CommandInfo.newBuilder().setValue("exit 3")).raw()).isEqualTo(3 << 8);
        assertThat(run(
                                CommandInfo.newBuilder()
                                        .setShell(false)
                                        .setValue("sh")
                                        .addAllArguments(List.of("sh", "-c", "exec sleep 60")),
                                ChildProcess::kill)
                        .raw())
                .isEqualTo(9);
    }

    @Test
    void leadsASessionOfItsOwn() throws Exception {
        run(CommandInfo.newBuilder().setValue("echo $$; cut -d' ' -f5,6 /proc/$$/stat"));

        List<String> lines = Files.readAllLines(sandbox.stdout());
        assertThat(lines.get(1)).isEqualTo(lines.get(0) + " " + lines.get(0));
    }

    @Test
    void perlDoesWhereThereIsNoSetsid() throws Exception {
        var command = new ArrayList<>(ChildProcess.perlSession("perl"));
        command.addAll(List.of("sh", "-c", "echo $$; cut -d' ' -f5,6 /proc/$$/stat; exit 3"));
        Process process = new ProcessBuilder(command).start();

        List<String> lines = process.inputReader().lines().toList();

        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(lines.get(1)).isEqualTo(lines.get(0) + " " + lines.get(0));
    }

    @Test
    void takesWithItAllThatItHasStarted() throws Exception {
        String command =
                "sleep 61 & echo $! >> pids; setsid sleep 62 & (setsid sh -c 'sleep 63 & echo $! >> pids; sleep 64' &) ;"
                        + " echo ready > ready; sleep 65";
        run(CommandInfo.newBuilder().setValue(command), process -> {
            Awaitility.await()
                    .until(() -> Files.exists(sandbox.directory().resolve("ready"))
                            && Files.readAllLines(sandbox.directory().resolve("pids"))
                                            .size()
                                    == 2);
            process.kill();
        });

        assertThat(Files.readAllLines(sandbox.directory().resolve("pids"))).allMatch(ChildProcessTest::isGone);
    }

    /** Catches a kill that returns when the signal is sent: releasing this much memory takes a while. */
    @Test
    void waitsForTheEndOfAllThatItKills() throws Exception {
        String command = "dd if=/dev/zero of=/dev/null bs=400M & echo $! > pids; wait";
        run(CommandInfo.newBuilder().setValue(command), process -> {
            Path pids = sandbox.directory().resolve("pids");
            Awaitility.await().until(() -> Files.exists(pids) && Files.size(pids) > 0);
            String large = Files.readAllLines(pids).getFirst();
            Awaitility.await().until(() -> residentPages(large) > 90_000);

            process.kill();

            assertThat(large).matches(ChildProcessTest::isGone);
            assertThat(ProcessHandle.current().descendants()).isEmpty();
        });
    }

    @Test
    void endsWhatItLeftBehindWhenItExitsByItself() throws Exception {
        run(CommandInfo.newBuilder().setValue("sleep 66 & echo $! > pids"));

        assertThat(Files.readAllLines(sandbox.directory().resolve("pids")))
                .singleElement()
                .matches(ChildProcessTest::isGone);
    }

    @Test
    void tellsOfAProgramThatDoesNotExist() throws Exception {
        var status = run(CommandInfo.newBuilder().setShell(false).setValue("no-such-program"));

        assertThat(status.describe()).isEqualTo("exit status 127");
        assertThat(sandbox.lastError().orElse("")).contains("no-such-program");
    }

    @Test
    void refusesAnEnvironmentThatNoProcessCanHave() {
        assertThatThrownBy(() -> ChildProcess.start(
                        CommandInfo.newBuilder().setValue("true").build(), Map.of("A=B", "c"), sandbox))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void looksPastAStackTraceForTheLastError() throws Exception {
        Files.writeString(
                sandbox.stderr(),
                "starting\nException in thread \"main\" java.lang.Error: why\n\tat A.b(A.java:1)\n\t... 3 more\n\n");

        assertThat(sandbox.lastError()).contains("Exception in thread \"main\" java.lang.Error: why");
    }

    private static int residentPages(String pid) throws IOException {
        return Integer.parseInt(Files.readString(Path.of("/proc", pid, "statm")).split(" ", -1)[1]);
    }

    private static boolean isGone(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessTree::isGone).orElse(true);
    }

    private WaitStatus run(CommandInfo.Builder command) throws Exception {
        return run(command, unused -> {});
    }

    private WaitStatus run(CommandInfo.Builder command, Meanwhile meanwhile) throws Exception {
        var exited = new CompletableFuture<WaitStatus>();
        ChildProcess process = ChildProcess.start(command.build(), environment, sandbox);
        process.onExit(exited::complete);
        meanwhile.accept(process);
        return exited.get(60, TimeUnit.SECONDS);
    }

    @FunctionalInterface
    private interface Meanwhile {
        void accept(ChildProcess process) throws Exception;
    }
}
