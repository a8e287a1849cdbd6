package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.files.PrivateFiles;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program: its flags in this JVM, and its end in a separate process. */
class MesosLocalTest {

    @TempDir
    Path temporary;

    private final Programs programs = new Programs();

    @AfterEach
    void kill() {
        programs.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --agents 0          | number of local agents out of range: agents=0, expected 1 to 64
        --agents many       | malformed number of local agents: agents=many, expected a number from 1 to 64
        --port 70000        | port out of range: port=70000, expected 0 to 65535
        --port http         | port out of range: port=http, expected 0 to 65535
        --ip 0.0.0.0        | address cannot be published: ip=0.0.0.0
        --ip localhost      | malformed address: ip=localhost, expected a numeric IPv4 address
        --resources cpus=x  | malformed agent resource: cpus=x, expected a number such as cpus=4
        --resources cpu=1   | unknown key of local agents: cpu; did you mean cpus
        --work-dir here     | malformed work directory of local agents: work_dir=here, expected an absolute path
        --faults drop=2     | share of faults out of range: drop=2.0, expected 0 to 1
        --credentials /no   | credentials file does not exist: /no
        --authenticate-frameworks | --authenticate-frameworks needs --credentials
        --authenticate-agents | --authenticate-agents needs --credentials
        --credential /no    | credentials file does not exist: /no
        --only master --credential /no | --faults, --resources, --work-dir and --credential are for agents
        --offer-timeout x   | malformed number of seconds: --offer-timeout=x, expected for example 30 or 0.5
        --offer-timeout 0   | offer time-out out of range: offer_timeout=0ns, expected more than 0
        --roles a/../b      | malformed role: role=a/../b, expected a name such as batch
        --only master --faults drop=0.1 | --faults, --resources, --work-dir and --credential are for agents
        --only agents --roles a --master h:1 | --credentials, --authenticate-frameworks, --authenticate-agents
        --only half         | unknown part: --only=half, expected master or agents
        --only agents       | --only agents and --master must be used together
        --master h:1        | --only agents and --master must be used together
        --only agents --master local | not a separate master: master=local, expected for example host:port
        --zk host:2181      | malformed ZooKeeper address: --zk=host:2181
        --zk zk://h/m --leader-file /f | --zk and --leader-file exclude each other
        --credentials=      | --credentials is empty; give it a value, or leave it out
        --credential=       | --credential is empty; give it a value, or leave it out
        --leader-file=      | --leader-file is empty; give it a value, or leave it out
        --credentials=a\0b  | Invalid value for option '--credentials': 'a?b' cannot be the name of a file
        --frobnicate        | Unknown option: '--frobnicate'
        surplus             | Unmatched argument at index 0: 'surplus'
        --agents            | Missing required parameter for option '--agents' (N)
        """)
    void wrongFlagsAreUsageInOneLine(String line, String message) {
        var err = new StringWriter();

        int exit = MesosLocal.run(line.split(" ", -1), new PrintWriter(new StringWriter()), new PrintWriter(err));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("mesos-local: " + message)
                .hasLineCount(1)
                .contains("--help");
    }

    @Test
    void portInUseIsAFailureInOneLine() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1))) {
            var err = new StringWriter();
            String port = Integer.toString(cluster.master().port());

            int exit = MesosLocal.run(
                    new String[] {"--port", port}, new PrintWriter(new StringWriter()), new PrintWriter(err));

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("mesos-local: cannot listen on 127.0.0.1:" + port + ": the port is in use")
                    .hasLineCount(1);
        }
    }

    @Test
    void warnsOfAPasswordThatEverybodyCanSee() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1))) {
            var err = new StringWriter();
            String port = Integer.toString(cluster.master().port());

            MesosLocal.run(
                    new String[] {"--only", "master", "--port", port, "--zk", "zk://user:hush@127.0.0.1:1/mesos"},
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err));

            assertThat(err.toString().lines().findFirst().orElse(""))
                    .startsWith("mesos-local: --zk: every user of this machine can see the password")
                    .contains("zk://user:***@127.0.0.1:1/mesos", "--zk=file:///")
                    .doesNotContain("hush");
        }
    }

    @Test
    void saysWhoCanRunProgramsUnlessBothFrameworksAndAgentsAuthenticate() throws Exception {
        Path credentials = temporary.resolve("credentials");
        PrivateFiles.createFile(credentials);
        Files.writeString(credentials, "elevator up\n");

        assertThat(linesOfStart("--agents=1"))
                .filteredOn(line -> line.startsWith("mesos-local: everybody who can connect to 127.0.0.1:"))
                .singleElement()
                .asString()
                .contains(
                        " can run programs as user " + System.getProperty("user.name"),
                        "--authenticate-frameworks --authenticate-agents");
        assertThat(linesOfStart("--credentials=" + credentials, "--authenticate-frameworks"))
                .anyMatch(line -> line.contains("everybody who can connect"));
        assertThat(linesOfStart("--credentials=" + credentials, "--authenticate-frameworks", "--authenticate-agents"))
                .noneMatch(line -> line.contains("everybody"));
    }

    @Test
    void warnsOfASecretThatEverybodyCanRead() throws Exception {
        Path shared = Files.createTempFile("gotask-credentials", "");
        try {
            Files.writeString(shared, "elevator up\n");
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-r--r--"));

            assertThat(linesOfStart("--credentials=" + shared))
                    .contains("mesos-local: every user of this machine can read the secret in " + shared
                            + "; chmod 600 " + shared);
        } finally {
            Files.delete(shared);
        }
    }

    /** The standard error of the program until it is ready. */
    private List<String> linesOfStart(String... flags) throws Exception {
        var err = new StringWriter();
        var ready = new CountDownLatch(1);
        var out = new StringWriter() {
            @Override
            public void write(String text, int offset, int length) {
                ready.countDown();
            }
        };
        List<String> all = new ArrayList<>(List.of("--port=0"));
        all.addAll(List.of(flags));
        Thread program = Thread.ofPlatform()
                .start(() -> MesosLocal.run(
                        all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true)));
        assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();
        program.interrupt();
        program.join();
        return err.toString().lines().toList();
    }

    @Test
    void helpTellsTheFlags() {
        var out = new StringWriter();

        assertThat(MesosLocal.run(new String[] {"--help"}, new PrintWriter(out), new PrintWriter(out)))
                .isZero();
        assertThat(out.toString()).contains("--agents", "--port", "--ip", "--resources", "--work-dir", "--faults");
    }

    @Test
    void runsUntilTerminatedAndLeavesNothing() throws Exception {
        Process program = programs.start(temporary, "--agents", "2", "--port", "0", "--resources", "cpus=1,mem=64");
        try (var scheduler = peer(program)) {
            ProcessHandle sleeper = sleeper(scheduler, program);

            program.destroy();

            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isEqualTo(143);
            Awaitility.await().until(() -> !sleeper.isAlive());
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void killedOneIsClearedAwayByTheNext() throws Exception {
        Process first = programs.start(temporary, "--port", "0");
        try (var scheduler = peer(first)) {
            ProcessHandle sleeper = sleeper(scheduler, first);
            first.destroyForcibly().waitFor();
            assertThat(left()).hasSize(1);

            Process second = programs.start(temporary, "--port", "0");
            Programs.master(second);

            Awaitility.await().until(() -> !sleeper.isAlive());
            assertThat(left()).singleElement().matches(name -> name.startsWith("gotask-local-" + second.pid() + "-"));
        }
    }

    private static SchedulerPeer peer(Process program) throws Exception {
        String master = Programs.master(program);
        assertThat(master).startsWith("127.0.0.1:");
        return new SchedulerPeer(Upid.parse("master@" + master));
    }

    /** A process that the program runs for a task. */
    private static ProcessHandle sleeper(SchedulerPeer scheduler, Process program) throws Exception {
        scheduler.subscribe(
                FrameworkInfo.newBuilder().setUser("nobody").setName("sleep").build());
        Offer offer = scheduler.offers().getFirst();
        scheduler.launch(List.of(offer), 1000, shell(offer, "t1", "sleep 60").build());
        scheduler.await("t1", TaskState.TASK_RUNNING);
        return Awaitility.await()
                .until(
                        () -> program.descendants()
                                .filter(child ->
                                        child.info().command().orElse("").endsWith("sleep"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("gotask-local-"))
                    .toList();
        }
    }
}
