package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gotask.mesos.Samples.taskId;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.log.LogLimits;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.LostSlaveMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Messages of strangers to a scheduler driver's port: they are answered, logged in one line, and have no effect. */
class DriverStrangersTest {

    private static final String LOST = "mesos.internal.LostSlaveMessage";

    private final Logger logger = (Logger) LoggerFactory.getLogger(MesosSchedulerDriver.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RecordingScheduler scheduler = new RecordingScheduler();
    private FakePeer master;
    private MesosSchedulerDriver driver;
    private Upid self;

    @BeforeEach
    void start() throws Exception {
        LogLimits.forget();
        master = new FakePeer(new HttpMessenger(MessengerConfig.loopback()), "master", Call.getDefaultInstance());
        driver = new MesosSchedulerDriver(DriverConfig.builder()
                .scheduler(scheduler)
                .framework(Samples.FRAMEWORK_INFO)
                .detector(() -> new FakeDetector(Optional.of(master.info())))
                .messenger(MessengerConfig.loopback())
                .registration(new RegistrationBackoff(Duration.ofMillis(20), Duration.ofMillis(100)))
                .build());
        driver.start();
        self = master.register(scheduler);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        driver.stop(true);
        master.close();
    }

    /** Sends a message as bytes; returns the status of the response. */
    private String post(String from, String name, byte[] body) throws IOException {
        try (Socket socket = new Socket(self.host(), self.port())) {
            String head = "POST /" + self.id() + "/" + name + " HTTP/1.1\r\nLibprocess-From: " + from
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /** Checks that a later message of the master is the next one for which the scheduler is called. */
    private void assertHearsOnlyItsMaster() throws InterruptedException {
        master.send(
                self, LostSlaveMessage.newBuilder().setSlaveId(Samples.AGENT).build());

        assertThat(scheduler.next("agentLost").arguments()).containsExactly(Samples.AGENT);
        assertThat(driver.killTask(taskId("t"))).isEqualTo(DriverStatus.RUNNING);
        master.call(Call.Type.KILL);
    }

    /** A message is answered before it is read, and its log line comes from the thread of its connection. */
    private void awaitLine() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !lines().isEmpty());
    }

    private List<String> lines() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void garbledMessageOfTheMasterIsAnsweredAndIgnoredWithOneLine() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(post(master.upid().wire(), LOST, "garbled".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo("HTTP/1.1 202 Accepted");
        }

        assertHearsOnlyItsMaster();
        awaitLine();
        assertThat(lines()).singleElement().asString().contains("unreadable message ignored", LOST);
    }

    @Test
    void messageOfAnUnknownTypeIsAnsweredAndIgnoredWithOneLine() throws Exception {
        assertThat(post(master.upid().wire(), "mesos.internal.FromTheFuture", new byte[] {1}))
                .isEqualTo("HTTP/1.1 202 Accepted");

        assertHearsOnlyItsMaster();
        awaitLine();
        assertThat(lines()).singleElement().asString().contains("mesos.internal.FromTheFuture");
    }

    @Test
    void strangersOrderIsAnsweredAndIgnoredWithOneLine() throws Exception {
        byte[] error = FrameworkErrorMessage.newBuilder()
                .setMessage("go away")
                .build()
                .toByteString()
                .toByteArray();
        for (int i = 0; i < 3; i++) {
            assertThat(post("master@127.0.0.66:5050", "mesos.internal.FrameworkErrorMessage", error))
                    .isEqualTo("HTTP/1.1 202 Accepted");
        }

        assertHearsOnlyItsMaster();
        awaitLine();
        assertThat(lines()).singleElement().asString().contains("not the leading master", "master@127.0.0.66:5050");
    }
}
