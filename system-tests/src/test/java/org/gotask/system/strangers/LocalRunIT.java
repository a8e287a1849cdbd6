package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.internal.ReconnectExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownExecutorMessage;
import org.gotask.mesos.proto.internal.ShutdownMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Another user beside a run on {@code local[2]}, who knows all its ports and all its ids, but not the names of its
 * processes. All attacks are made on one run, which goes on after each and comes to its good end.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalRunIT {

    /** The names that processes of a cluster have in Mesos. */
    private static final List<String> KNOWN_NAMES =
            List.of("master", "slave(1)", "slave-0", "slave-1", "scheduler(1)", "slave-observer(1)", "scheduler");

    /** The name of executors in Mesos's own driver and in mesos-go. */
    private static final String EXECUTOR = "executor(1)";

    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Intruder intruder;
    private Path folder;
    private Path evidence;
    private VisitedRun run;
    private Set<Integer> ports;
    private Map<String, String> environment;

    @BeforeAll
    void start() throws Exception {
        intruder = Intruder.enter();
        folder = Files.createDirectory(intruder.folder().resolve("run"));
        evidence = intruder.folder().resolve("evidence");
        run = VisitedRun.onLocalAgents(folder);
        ports = run.ports();
        environment = run.environment(run.executors().getFirst());
    }

    @AfterAll
    void end() throws Exception {
        try {
            if (run != null) {
                assertThat(run.end()).as(run.app().output()).isZero();
                assertThat(run.app().leftBehind()).isEmpty();
            }
        } finally {
            if (run != null) {
                run.close();
            }
            intruder.close();
        }
    }

    @Test
    void commandOfAForgedMasterDoesNotRun() throws Exception {
        assertNobodyTakes(Forged.command("touch " + evidence, variable("MESOS_SLAVE_ID")));

        run.echo();
        assertThat(evidence).doesNotExist();
    }

    @Test
    void frameworkOfAStrangerIsNotRegistered() throws Exception {
        int ear = intruder.listen();

        assertNobodyTakes(Forged.subscription(), "intruder@127.0.0.1:" + ear);
        assertNobodyTakes(Forged.registration(), "intruder@127.0.0.1:" + ear);

        run.echo();
        assertThat(intruder.heard(ear)).isEmpty();
    }

    @Test
    void agentOfAStrangerIsNotRegistered() throws Exception {
        int ear = intruder.listen();

        assertNobodyTakes(Forged.agentRegistration(), "slave(1)@127.0.0.1:" + ear);

        run.echo();
        assertThat(intruder.heard(ear)).isEmpty();
    }

    @Test
    void idsOfFrameworkAndAgentAreNotEnoughToTakeTheirPlace() throws Exception {
        int ear = intruder.listen();

        assertNobodyTakes(Forged.takeOver(variable("MESOS_FRAMEWORK_ID")), "intruder@127.0.0.1:" + ear);
        assertNobodyTakes(Forged.tearDown(variable("MESOS_FRAMEWORK_ID")), "intruder@127.0.0.1:" + ear);
        assertNobodyTakes(Forged.agentTakeOver(variable("MESOS_SLAVE_ID")), "slave(1)@127.0.0.1:" + ear);
        assertNobodyTakes(
                Forged.executorRegistration(variable("MESOS_FRAMEWORK_ID"), variable("MESOS_EXECUTOR_ID")),
                EXECUTOR + "@127.0.0.1:" + ear);

        run.echo();
        assertThat(intruder.heard(ear)).isEmpty();
    }

    @Test
    void forgedEndsOfTasksExecutorsAndAgentsHaveNoEffect() throws Exception {
        String framework = variable("MESOS_FRAMEWORK_ID");
        String executor = variable("MESOS_EXECUTOR_ID");
        List<Message> ends = new ArrayList<>(List.of(
                ShutdownExecutorMessage.getDefaultInstance(),
                ShutdownMessage.getDefaultInstance(),
                Forged.executorShutdown(framework, executor),
                Forged.frameworkShutdown(framework),
                LostSlaveMessage.newBuilder()
                        .setSlaveId(Forged.agent(variable("MESOS_SLAVE_ID")))
                        .build(),
                FrameworkErrorMessage.newBuilder().setMessage("forged").build(),
                Forged.executorEnd(framework, executor, variable("MESOS_SLAVE_ID"))));
        for (String task : List.of("echo-0", "echo-1")) {
            ends.add(Forged.kill(framework, task));
            ends.add(Forged.taskKilled(framework, executor, variable("MESOS_SLAVE_ID"), task));
        }

        for (Message end : ends) {
            for (int claimed : ports) {
                for (int port : ports) {
                    for (String name : Stream.concat(KNOWN_NAMES.stream(), Stream.of(EXECUTOR))
                            .toList()) {
                        intruder.send(port, name, "master@127.0.0.1:" + claimed, end);
                        intruder.send(port, name, "slave(1)@127.0.0.1:" + claimed, end);
                    }
                }
            }
        }

        run.echo();
    }

    @Test
    void namesOfMasterAndAgentsAreNotEnoughToPassForTheirPeers() throws Exception {
        String framework = variable("MESOS_FRAMEWORK_ID");
        String executor = variable("MESOS_EXECUTOR_ID");
        String agent = variable("MESOS_SLAVE_ID");
        List<Message> toMaster = List.of(
                Forged.tearDown(framework),
                Forged.agentEnd(agent),
                Forged.executorEnd(framework, executor, agent),
                Forged.taskKilled(framework, executor, agent, "echo-0"),
                Forged.taskKilled(framework, executor, agent, "echo-1"));
        List<Message> toAgent = List.of(
                Forged.command("touch " + evidence, agent),
                Forged.kill(framework, "echo-0"),
                Forged.kill(framework, "echo-1"),
                Forged.executorShutdown(framework, executor),
                Forged.frameworkShutdown(framework),
                ShutdownMessage.getDefaultInstance());

        for (Page page : pages()) {
            deliver(page, page.isOfMaster() ? toMaster : toAgent);
        }

        for (Page page : pages()) {
            assertThat(read(page))
                    .contains(framework)
                    .doesNotContain("TASK_KILLED")
                    .doesNotContain("intruder");
        }
        run.echo();
        assertThat(evidence).doesNotExist();
    }

    /** Returns when the process has handled the messages, which come from all that it could take for a peer. */
    private void deliver(Page page, List<Message> messages) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int claimed : ports) {
            for (String name : List.of("master", "slave(1)", "scheduler(1)")) {
                String sender = name + "@127.0.0.1:" + claimed;
                assertThat(intruder.send(page.port(), page.process(), sender, messages.getFirst())
                                .status())
                        .isEqualTo(202);
                for (Message message : messages) {
                    all.writeBytes(Intruder.post(page.port(), page.process(), sender, message));
                }
            }
        }
        // comes after them on the same connection, and is answered by the thread that handles them
        all.writeBytes(("GET " + page.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        intruder.flood(page.port(), 1, all.toByteArray());
    }

    @Test
    void executorsDoNotFollowAForgedAgent() throws Exception {
        int ear = intruder.listen();
        Message reconnect = ReconnectExecutorMessage.newBuilder()
                .setSlaveId(Forged.agent(variable("MESOS_SLAVE_ID")))
                .build();
        for (int port : ports) {
            for (String name : List.of(EXECUTOR, "executor", variable("MESOS_EXECUTOR_ID"))) {
                intruder.send(port, name, "slave(1)@127.0.0.1:" + ear, reconnect);
            }
        }

        run.echo();
        assertThat(intruder.heard(ear)).isEmpty();
    }

    @Test
    void nothingListensWhereOtherMachinesConnect() throws Exception {
        for (ProcessHandle process : run.processes()) {
            assertThat(OpenPorts.areOfLoopback(process))
                    .as(() -> process.info().commandLine().orElse(""))
                    .isTrue();
        }
    }

    @Test
    void pagesAreForThoseWhoKnowTheNames() throws Exception {
        for (int port : ports) {
            for (String path : List.of(
                    "/state",
                    "/state.json",
                    "/master/state",
                    "/slave(1)/state",
                    "/metrics/snapshot",
                    "/version",
                    "/")) {
                for (String method : List.of("GET", "HEAD", "POST", "DELETE", "PUT")) {
                    assertThat(intruder.request(port, method, path).status())
                            .as("%s %s at port %d", method, path, port)
                            .isIn(0, 404, 405);
                }
            }
        }
        List<Page> pages = pages();
        assertThat(pages).hasSize(3);
        for (Page page : pages) {
            assertThat(read(page)).contains("\"id\":").doesNotContain(secrets());
        }
    }

    @Test
    void nothingThatOthersCanReadNamesAProcess() throws Exception {
        Set<String> secrets = secrets();
        assertThat(secrets).as("of the master and two agents").hasSizeGreaterThanOrEqualTo(3);

        List<String> readable = new ArrayList<>(run.app().out());
        readable.addAll(run.app().err());
        for (ProcessHandle process : run.processes()) {
            Path proc = Path.of("/proc/" + process.pid());
            intruder.read(proc.resolve("cmdline")).ifPresent(readable::add);
            assertThat(intruder.read(proc.resolve("environ"))).isEmpty();
            for (String thread : intruder.list(proc.resolve("task"))) {
                intruder.read(proc.resolve("task/" + thread + "/comm")).ifPresent(readable::add);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                readable.add(file.toString());
                intruder.read(file).ifPresent(readable::add);
            }
        }

        assertThat(readable)
                .hasSizeGreaterThan(10)
                .allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }

    /** A variable of the executor's environment. */
    private String variable(String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    /** Sends a message to all processes whose names could be known, from whom it might come. */
    private void assertNobodyTakes(Message message, String... senders) throws IOException {
        List<String> all = new ArrayList<>(List.of(senders));
        if (all.isEmpty()) {
            ports.forEach(port -> all.add("master@127.0.0.1:" + port));
        }
        for (int port : ports) {
            for (String name : KNOWN_NAMES) {
                for (String sender : all) {
                    assertThat(intruder.send(port, name, sender, message).status())
                            .as(
                                    "%s from %s to %s at port %d",
                                    message.getClass().getSimpleName(), sender, name, port)
                            .isNotEqualTo(202);
                }
            }
        }
    }

    /** What only the run's own processes know. */
    private Set<String> secrets() throws IOException {
        StringBuilder known = new StringBuilder();
        pages().forEach(page -> known.append(page.process()).append('\n'));
        for (ProcessHandle executor : run.executors()) {
            known.append('\n').append(run.environment(executor).get("MESOS_SLAVE_PID"));
        }
        return SECRET.matcher(known).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The pages, whose addresses the user of the run finds in the work directory. */
    private List<Page> pages() throws IOException {
        try (Stream<Path> files = Files.walk(run.temp())) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith("pages-"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(file).stream().map(Page::at).toList();
        }
    }

    private String read(Page page) throws IOException {
        Answer answer = intruder.request(page.port(), "GET", page.path());
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }
}
