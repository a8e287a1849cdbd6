package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The addresses at which a scheduler driver listens and at which its master reaches it, over real sockets. */
class DriverAddressTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final RecordingScheduler scheduler = new RecordingScheduler();
    private FakePeer master;
    private Optional<MesosSchedulerDriver> driver = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        master = new FakePeer(new HttpMessenger(MessengerConfig.loopback()), "master", Call.getDefaultInstance());
    }

    @AfterEach
    void stop() {
        driver.ifPresent(started -> started.stop(true));
        master.close();
    }

    private DriverConfig.Builder config() {
        return DriverConfig.builder()
                .scheduler(scheduler)
                .framework(Samples.FRAMEWORK_INFO)
                .detector(() -> new FakeDetector(Optional.of(master.info())))
                .registration(new RegistrationBackoff(Duration.ofMillis(20), Duration.ofMillis(100)));
    }

    /** Registers, so that the master has reached the driver; returns the driver's address as the master knows it. */
    private Upid register(DriverConfig.Builder config) throws InterruptedException {
        MesosSchedulerDriver started = new MesosSchedulerDriver(config.build());
        driver = Optional.of(started);
        started.start();
        return master.register(scheduler);
    }

    @Test
    void listensAtTheBindingAddressAndPortGiven() throws Exception {
        int port = PortToReopen.find();

        Upid self = register(config().messenger(new MessengerConfig("127.0.0.1", port)));

        assertThat(self.host()).isEqualTo("127.0.0.1");
        assertThat(self.port()).isEqualTo(port);
    }

    @Test
    void isReachedAtThePublishedAddressAndPortBehindATranslation() throws Exception {
        int port = PortToReopen.find();
        try (Forwarder gateway = new Forwarder(new InetSocketAddress(LOOPBACK, port))) {
            Upid self = register(config().messenger(MessengerConfig.builder()
                    .bindHost("127.0.0.1")
                    .port(port)
                    .advertisedHost("localhost")
                    .advertisedPort(gateway.port())
                    .build()));

            // a name is replaced by the address of the connection
            assertThat(self.host()).isEqualTo("127.0.0.1");
            assertThat(self.port()).isEqualTo(gateway.port());
            assertThat(gateway.carried()).isPositive();
        }
    }

    @Test
    void publishesAnAddressWhichReachesItWhenItListensAtAll() throws Exception {
        Upid self = register(config().messenger(MessengerConfig.builder().build()));

        assertThat(self.host()).isNotEqualTo("0.0.0.0");
    }

    @Test
    void hostNameGivenIsTheOneThatTheMasterIsTold() throws Exception {
        MesosSchedulerDriver started = new MesosSchedulerDriver(config().messenger(MessengerConfig.loopback())
                .hostname("outside.example.org")
                .build());
        driver = Optional.of(started);
        started.start();

        assertThat(master.call(Call.Type.SUBSCRIBE)
                        .getSubscribe()
                        .getFrameworkInfo()
                        .getHostname())
                .isEqualTo("outside.example.org");
    }

    @Test
    void messengerGivenIsTheOneThatCarriesTheMessages() throws Exception {
        HttpMessenger own = new HttpMessenger(MessengerConfig.loopback());

        Upid self = register(config().messengers(unused -> own));

        assertThat(self.port()).isEqualTo(own.upid("any").port());
    }

    /** Runs in a separate process, because of its environment. */
    @Test
    void libprocessVariablesSayWhereItListensUnlessTheProgramDoes() throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintsItsMessenger.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        program.environment()
                .putAll(Map.of(
                        "LIBPROCESS_IP", "127.0.0.1",
                        "LIBPROCESS_PORT", "4711",
                        "LIBPROCESS_ADVERTISE_IP", "192.0.2.7",
                        "LIBPROCESS_ADVERTISE_PORT", "80",
                        "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH", "true"));
        Process running = program.start();

        assertThat(new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .contains(
                        "bindHost=127.0.0.1, port=4711, advertisedHost=Optional[192.0.2.7], "
                                + "advertisedPort=OptionalInt[80]",
                        "peerAddressMatch=REQUIRED");
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** A program that does not configure the driver's address. */
    static final class PrintsItsMessenger {

        private PrintsItsMessenger() {}

        public static void main(String[] arguments) {
            System.out.println(DriverConfig.builder()
                    .scheduler(new RecordingScheduler())
                    .framework(Samples.FRAMEWORK_INFO)
                    .master("127.0.0.1:5050")
                    .build()
                    .messenger());
        }
    }
}
