package org.gotask.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Random;
import org.gotask.mesos.detector.MasterDetectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of the form {@code zk://…} are parsed, and their passwords never shown. */
class ZooKeeperAddressTest {

    private static InetSocketAddress server(String host, int port) {
        return InetSocketAddress.createUnresolved(host, port);
    }

    @Test
    void readsSingleServer() {
        ZooKeeperAddress address = ZooKeeperAddress.parse("zk://host1:2181/mesos");

        assertThat(address.servers()).containsExactly(server("host1", 2181));
        assertThat(address.path()).isEqualTo("/mesos");
        assertThat(address.credentials()).isEmpty();
    }

    @Test
    void readsSeveralServersAndDeepPath() {
        ZooKeeperAddress address = ZooKeeperAddress.parse("zk://127.0.0.1:5050,host-2.example.org,h3.:1/some/path/");

        assertThat(address.servers())
                .containsExactly(server("127.0.0.1", 5050), server("host-2.example.org", 2181), server("h3.", 1));
        assertThat(address.path()).isEqualTo("/some/path");
        assertThat(address.connectString()).isEqualTo("127.0.0.1:5050,host-2.example.org:2181,h3.:1");
    }

    @Test
    void readsCredentialsUpToTheLastAt() {
        ZooKeeperAddress address = ZooKeeperAddress.parse("zk://user:p@ss/word:x@h1:1,h2:2/mesos");

        assertThat(address.credentials()).contains("user:p@ss/word:x");
        assertThat(address).hasToString("zk://h1:1,h2:2/mesos");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zk://h:1|the path is missing",
                "zk://h:1/|the root cannot be the path of masters",
                "zk://h:1//|the root cannot be the path of masters",
                "zk://h:1/a//b|the path is not one of ZooKeeper's",
                "zk://h:1/a/../b|the path is not one of ZooKeeper's",
                "zk:///mesos|one of the servers has no valid host",
                "zk://h1,,h2/mesos|one of the servers has no valid host",
                "zk://h 1/mesos|one of the servers has no valid host",
                "zk://h:/mesos|one of the servers has an invalid port, expected 1 to 65535",
                "zk://h:0/mesos|one of the servers has an invalid port, expected 1 to 65535",
                "zk://h:65536/mesos|one of the servers has an invalid port, expected 1 to 65535",
                "zk://h:1:2/mesos|one of the servers has an invalid port, expected 1 to 65535",
                "zk://h:1/mesos,h2:1/mesos|the path belongs at the end, behind all servers",
                "zk://h/mesos,h2|the path belongs at the end, behind all servers",
                "zk://h:1/mesos/,h2:1/mesos/|the path belongs at the end, behind all servers",
                "zk://h:1,zk://h2:1/mesos|zk:// belongs at the beginning only, and a comma between the servers",
                "zk://h:1/mesos,zk://h2:1/mesos|zk:// belongs at the beginning only, and a comma between the servers",
                "zookeeper://h:1/mesos|it does not begin with zk://"
            })
    void malformedIsExplained(String text, String reason) {
        assertThatThrownBy(() -> ZooKeeperAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("malformed ZooKeeper address: master=" + text + ", " + reason
                        + "; expected zk://user:password@host:port,host:port/path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zk://hush@h:1/mesos", "zk://:hush@h:1/mesos", "zk://@h:1/mesos"})
    void credentialsNeedUserAndPassword(String text) {
        assertThatThrownBy(() -> ZooKeeperAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("master has malformed credentials")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zk://user:hush@h:1", "zk://user:hush@h:x/mesos", "zk://user:hu@sh@/mesos", "zk://u:hush@h:1/"})
    void mistakeBehindThePasswordDoesNotShowIt(String text) {
        assertThatThrownBy(() -> ZooKeeperAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hu");
    }

    @Test
    void anyTextIsReadOrRefused() {
        Random random = new Random(20261125);
        String alphabet = "zk:/@,.-ah19 \0_ü";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "zk://" : "");
            random.ints(random.nextInt(24), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            try {
                ZooKeeperAddress address = ZooKeeperAddress.parse(text.toString());
                assertThat(ZooKeeperAddress.parse(address.toString()).servers()).isEqualTo(address.servers());
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("%s", text).isNotEmpty();
            }
        }
    }

    @Test
    void isFoundByTheRegistry() {
        assertThat(MasterDetectors.create("zk://h1:1/mesos")).isInstanceOf(ZooKeeperDetector.class);
        assertThat(MasterDetectors.contender("zk://h1:1/mesos", Masters.master("a", 1)))
                .isInstanceOf(ZooKeeperContender.class);
        assertThat(MasterDetectors.contacts("zk://user:hush@h1:1,h2:2/mesos"))
                .containsExactly(server("h1", 1), server("h2", 2));
        assertThatThrownBy(() -> MasterDetectors.create("")).hasMessageContaining(ZooKeeperAddress.FORM);
    }
}
