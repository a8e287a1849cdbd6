package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gotask.mesos.Samples.FRAMEWORK_INFO;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gotask.mesos.auth.AuthenticationTimeouts;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.testing.PipeReadOnce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The defaults of a scheduler driver's configuration, and the values that it rejects. */
class DriverConfigTest {

    private final Scheduler scheduler = new RecordingScheduler();

    private DriverConfig.Builder complete() {
        return DriverConfig.builder()
                .scheduler(scheduler)
                .framework(FRAMEWORK_INFO)
                .master("localhost:5050");
    }

    @Test
    void hasDefaultsForAllButSchedulerFrameworkAndMaster() {
        DriverConfig config = complete().build();

        assertThat(config.scheduler()).isSameAs(scheduler);
        assertThat(config.framework()).isEqualTo(FRAMEWORK_INFO);
        assertThat(config.acknowledgements()).isEqualTo(AcknowledgementMode.IMPLICIT);
        assertThat(config.registration()).isEqualTo(RegistrationBackoff.DEFAULT);
        assertThat(config.credential()).isEmpty();
        assertThat(config.authentication()).isEqualTo(AuthenticationTimeouts.DEFAULT);
    }

    @Test
    void takesCredentialAndTimesAndNeverShowsTheSecret() {
        Credential credential = Credential.of("frameworks", "hush-hush");
        AuthenticationTimeouts times =
                new AuthenticationTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1));

        DriverConfig config =
                complete().credential(credential).authentication(times).build();

        assertThat(config.credential()).contains(credential);
        assertThat(config.authentication()).isEqualTo(times);
        assertThat(config.toString()).contains("frameworks").doesNotContain("hush-hush");
    }

    @Test
    void fillsInUserAndHostName() {
        FrameworkInfo bare = FrameworkInfo.newBuilder()
                .setUser("")
                .setName("x")
                .setId(FrameworkID.newBuilder().setValue(""))
                .build();
        FrameworkInfo completed = complete().framework(bare).build().framework();

        assertThat(completed.getUser()).isEqualTo(System.getProperty("user.name"));
        assertThat(completed.getHostname()).isNotEmpty();
        assertThat(completed.hasId()).as("an empty id counts as missing").isFalse();
    }

    @Test
    void hostNameGivenWins() {
        assertThat(complete().hostname("outside").build().framework().getHostname())
                .isEqualTo("outside");
    }

    /** A pipe, which is empty when it was read once. */
    @Test
    void fileWithTheMasterIsReadOnce(@TempDir Path folder) throws Exception {
        Path pipe = PipeReadOnce.create(folder.resolve("pipe"), "localhost:5050");

        DriverConfig config = complete().master("file://" + pipe).build();

        assertThat(config.detector().get()).isNotNull();
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThatThrownBy(() -> DriverConfig.builder().hostname(" ").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid driver configuration: scheduler is missing; framework is missing;"
                        + " hostname is blank: hostname=' '; master is missing");
    }

    @Test
    void reportsMalformedMasterAndUnnamedFramework() {
        assertThatThrownBy(() -> complete()
                        .framework(FrameworkInfo.newBuilder()
                                .setUser("u")
                                .setName("")
                                .build())
                        .master("nowhere")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid driver configuration: framework name is empty; master has no port: master=nowhere,"
                        + " expected host:port, master@host:port, for example nowhere:5050");
    }

    @Test
    void refusesTwoWaysToFindTheMaster() {
        assertThatThrownBy(() -> complete()
                        .detector(() -> new FakeDetector(Optional.empty()))
                        .build())
                .hasMessageContaining("master and detector are both set");
    }

    @Test
    void takesAnyMessenger() {
        MessengerConfig messenger = MessengerConfig.loopback();
        InMemoryNetwork network = new InMemoryNetwork();
        DriverConfig config = complete()
                .messenger(messenger)
                .messengers(unused -> network.messenger())
                .build();

        assertThat(config.messenger()).isSameAs(messenger);
        assertThat(config.messengers().apply(messenger)).isInstanceOf(InMemoryNetwork.InMemoryMessenger.class);
        network.close();
    }
}
