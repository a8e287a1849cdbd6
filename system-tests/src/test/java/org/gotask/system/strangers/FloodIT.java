package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.gotask.system.MischiefApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Another user beside a run on {@code local[2]}, who takes as much of its memory and as many of its connections as he can.
 * The scheduler has 512 MiB for itself, master and agents, each executor 64 MiB. The run goes on, comes to its good end, and
 * does not fill its log.
 *
 * <p>As executors of an application do, these end when they are out of memory: it is enough that a single connection finds
 * none.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FloodIT {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int LARGE_BODY_MEBIBYTES = 60;
    private static final String EXECUTOR = "executor(1)";

    private Intruder intruder;
    private Path program;
    private VisitedRun run;

    @BeforeEach
    void start() throws Exception {
        intruder = Intruder.enter();
        Path folder = Files.createDirectory(intruder.folder().resolve("run"));
        program = largeProgram(folder);
        run = VisitedRun.withLittleMemory(folder, program, "-Xmx512m");
    }

    @AfterEach
    void end() throws Exception {
        run.close();
        intruder.close();
    }

    /** More than the buffers of connections take: what follows the first command is never read by the shell. */
    private static Path largeProgram(Path folder) throws IOException {
        Path script = MischiefApp.executor(folder, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
        byte[] comment = new byte[16 * MEBIBYTE];
        Arrays.fill(comment, (byte) '#');
        Files.write(script, comment, StandardOpenOption.APPEND);
        return script;
    }

    private static String head(String process, long length) {
        return "POST /" + process + "/mesos.internal.X HTTP/1.1\r\nLibprocess-From: x@127.0.0.1:1\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void assertRunIsUnhurt() throws Exception {
        run.echo();
        assertThat(run.executors()).allMatch(ProcessHandle::isAlive);
        assertThat(run.end()).as(run.app().output()).isZero();
        assertThat(run.app().err()).hasSizeLessThan(20);
        assertThat(run.app().leftBehind()).isEmpty();
    }

    @Test
    void bodiesThatAreOnlyAnnouncedDoNotFillAnExecutor() throws Exception {
        for (ProcessHandle executor : run.executors()) {
            for (int port : OpenPorts.of(executor)) {
                intruder.hold(port, 90, ascii(head(EXECUTOR, 67_000_000) + "x"));
            }
        }

        assertRunIsUnhurt();
    }

    @Test
    void headsWithoutEndDoNotFillTheScheduler() throws Exception {
        byte[] head = ascii("POST /x/y HTTP/1.1\r\nX: " + "x".repeat(64_900));
        for (int port : schedulersPorts()) {
            intruder.hold(port, 2500, head);
        }

        assertRunIsUnhurt();
    }

    @Test
    void largeBodiesFillNeitherTheSchedulerNorAnExecutor() throws Exception {
        for (int port : schedulersPorts()) {
            pourLargeBodies(port, "scheduler(1)", 4);
        }
        for (ProcessHandle executor : run.executors()) {
            for (int port : OpenPorts.of(executor)) {
                pourLargeBodies(port, EXECUTOR, 2);
            }
        }

        assertRunIsUnhurt();
    }

    /** Sends each body but for its end, so that all of them are there at the same time. */
    private void pourLargeBodies(int port, String process, int count) throws IOException {
        byte[] beginning = ascii(head(process, (long) LARGE_BODY_MEBIBYTES * MEBIBYTE));
        byte[] piece = Arrays.copyOf(beginning, MEBIBYTE);
        for (int i = 0; i < count; i++) {
            intruder.pour(port, LARGE_BODY_MEBIBYTES, piece);
        }
    }

    @Test
    void unfinishedRequestsEndAndSilentConnectionsStay() throws Exception {
        int program = portOfTheProgram();
        int port = schedulersPorts().stream()
                .filter(other -> other != program)
                .findFirst()
                .orElseThrow();
        int silent = intruder.crowd(port, 500, new byte[0]);
        int slow = intruder.crowd(port, 500, ascii("POST /x/y HTTP/1.1\r\nX: "));

        // each gets half a minute, and a moment more for its bytes
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> intruder.left(slow) == 0);
        assertThat(intruder.left(silent)).isEqualTo(500);
        assertRunIsUnhurt();
    }

    @Test
    void slowReadersOfTheExecutorsProgramHoldNobodyUp() throws Exception {
        byte[] request = ascii("GET /" + servedName() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        int port = portOfTheProgram();
        assertThat(intruder.hold(port, 200, request)).isEqualTo(200);

        // a download beside them, as that of an agent
        assertThat(download(port)).isEqualTo(Files.readAllBytes(program));
        assertRunIsUnhurt();
    }

    @Test
    void programIsNotServedUnderANameOfAStranger() throws Exception {
        Answer answer = intruder.exchange(
                portOfTheProgram(), ascii("GET /" + servedName() + " HTTP/1.1\r\nHost: attacker.example\r\n\r\n"));

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body()).isEmpty();
    }

    private byte[] download(int port) throws IOException {
        try (InputStream in = URI.create("http://127.0.0.1:" + port + "/" + servedName())
                .toURL()
                .openStream()) {
            return in.readAllBytes();
        }
    }

    /** The name of the program on agents, under which it is served. */
    private String servedName() {
        return "gotask-" + program.getFileName();
    }

    private int portOfTheProgram() throws IOException {
        for (int port : schedulersPorts()) {
            if (intruder.request(port, "HEAD", "/" + servedName()).status() == 200) {
                return port;
            }
        }
        throw new AssertionError("nobody serves the program");
    }

    /** The ports of the scheduler, master and agents, which are one process, and of the program. */
    private Set<Integer> schedulersPorts() throws IOException {
        return OpenPorts.of(run.app().process().toHandle());
    }
}
