package org.gotask.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gotask.scheduler.config.Authentication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the configuration is told about masters and credentials. */
class MesosMastersTest {

    @TempDir
    Path folder;

    private final MesosMasters masters = new MesosMasters();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5050", "master@127.0.0.1:5050", "localhost:1"})
    void wayToMasterOnThisMachineIsTheLoopback(String master) throws IOException {
        assertThat(masters.problem(master)).isEmpty();
        assertThat(masters.addressTowards(master)).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void wayToMasterInFileIsFoundToo() throws IOException {
        Path file = Files.writeString(folder.resolve("master"), "127.0.0.1:5050\n");

        assertThat(masters.addressTowards("file://" + file)).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void noWayLeadsToUnknownHost() {
        assertThatThrownBy(() -> masters.addressTowards("no.such.host.invalid:5050"))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown host");
    }

    @Test
    void malformedMasterIsOneLine() {
        assertThat(masters.problem("m1"))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("--master: master has no port")
                        .doesNotContain("\n"));
    }

    @Test
    void credentialIsReadAndJudged() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hush\n");

        assertThat(masters.authenticationProblem(new Authentication("p", secret)))
                .isEmpty();
        assertThat(masters.authenticationProblem(new Authentication("two words", secret)))
                .contains("principal has a blank or a control character in it, expected none");
        assertThat(masters.authenticationProblem(new Authentication("p", folder.resolve("none"))))
                .contains("secret file does not exist: " + folder.resolve("none"));
    }

    @Test
    void passwordOfMasterIsNotShown() {
        assertThat(masters.printable("zk://user:hush@h:2181/mesos")).isEqualTo("zk://user:***@h:2181/mesos");
    }
}
