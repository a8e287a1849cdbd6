package org.gotask.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifications of a master, and the route to it. */
class MesosMastersTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5050", "master@127.0.0.1:5050", "localhost:1"})
    void wayToMasterOnThisMachineIsTheLoopback(String master) throws IOException {
        assertThat(MesosMasters.problem(master)).isEmpty();
        assertThat(MesosMasters.addressTowards(master)).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void wayToMasterInFileIsFoundToo() throws IOException {
        Path file = Files.writeString(folder.resolve("master"), "127.0.0.1:5050\n");

        assertThat(MesosMasters.addressTowards("file://" + file)).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void noWayLeadsToUnknownHost() {
        assertThatThrownBy(() -> MesosMasters.addressTowards("no.such.host.invalid:5050"))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown host");
    }

    @Test
    void malformedMasterIsOneLine() {
        assertThat(MesosMasters.problem("m1"))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("--master: master has no port")
                        .doesNotContain("\n"));
    }

    @Test
    void passwordOfMasterIsNotShown() {
        assertThat(MesosMasters.printable("zk://user:hush@h:2181/mesos")).isEqualTo("zk://user:***@h:2181/mesos");
    }
}
