package org.gotask.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifications of a master, and the route to it. */
class MesosMastersTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:5050", "master@127.0.0.1:5050", "localhost:1", "local", "local[2]", "local{cpus=1}"})
    void wayToMasterOnThisMachineIsTheLoopback(String master) throws IOException {
        assertThat(MesosMasters.addressTowards(master).getHostAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void fileStandsForTheMasterInIt() throws IOException {
        Path file = Files.writeString(folder.resolve("master"), "127.0.0.1:5050\n");

        assertThat(MesosMasters.resolve("file://" + file)).isEqualTo("127.0.0.1:5050");
        assertThat(MesosMasters.resolve(" 127.0.0.1:5050")).isEqualTo("127.0.0.1:5050");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 0.0.0.0", "::, 0.0.0.0", "0:0:0:0:0:0:0:0, 0.0.0.0", "127.0.0.7, 127.0.0.7"})
    void ownAddressIsOfIpv4(String given, String address) throws IOException {
        assertThat(MesosMasters.ownAddress(given).getHostAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "no.such.host.invalid", "a:b"})
    void ownAddressOfAnotherKindIsUnknown(String given) {
        assertThatThrownBy(() -> MesosMasters.ownAddress(given)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void noWayLeadsToUnknownHost() {
        assertThatThrownBy(() -> MesosMasters.addressTowards("no.such.host.invalid:5050"))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown host");
    }

    @Test
    void malformedMasterIsOneLine() {
        assertThatThrownBy(() -> MesosMasters.resolve("m1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("master has no port")
                .hasMessageNotContaining("\n");
    }

    @Test
    void passwordOfMasterIsNotShown() {
        assertThat(MesosMasters.printable("zk://user:hush@h:2181/mesos")).isEqualTo("zk://user:***@h:2181/mesos");
    }
}
