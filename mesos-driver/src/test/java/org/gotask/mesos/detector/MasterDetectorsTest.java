package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.gotask.mesos.proto.MasterInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The supported master specifications, and the errors for others. */
class MasterDetectorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:5050",
                "10.0.0.1:5050",
                "master@10.0.0.1:5050",
                "master@m1.example.org:1",
                " m-1:65535 ",
                "m1.:5050"
            })
    void knowsTheAddressOfMaster(String specification) {
        assertThat(MasterDetectors.create(specification)).isInstanceOf(StandaloneDetector.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void emptyListsTheForms(String specification) {
        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("master is empty, expected one of: ")
                .hasMessageContaining("host:port, master@host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcd://a:1/b", "http://localhost:5050", "locale[3]", "a/b:5050", "/mesos"})
    void unknownFormListsTheForms(String specification) {
        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("master has an unknown form: master=" + specification + ", expected one of: ")
                .hasMessageContaining("host:port, master@host:port");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m1|master has no port: master=m1, expected host:port, master@host:port, for example m1:5050",
                "master@m1|master has no port: master=master@m1, expected host:port, master@host:port, for example m1:5050",
                "m1:|master has an invalid port: master=m1:, port=, expected 1 to 65535",
                "m1:0|master has an invalid port: master=m1:0, port=0, expected 1 to 65535",
                "m1:65536|master has an invalid port: master=m1:65536, port=65536, expected 1 to 65535",
                "m1:123456|master has an invalid port: master=m1:123456, port=123456, expected 1 to 65535",
                "m1:http|master has an invalid port: master=m1:http, port=http, expected 1 to 65535",
                "m1:-1|master has an invalid port: master=m1:-1, port=-1, expected 1 to 65535",
                ":5050|master has no valid host: master=:5050, expected an IPv4 address or a host name before the port",
                "a b:5050|master has no valid host: master=a b:5050, expected an IPv4 address or a host name before the port",
                "::1:5050|master has no valid host: master=::1:5050, expected an IPv4 address or a host name before the port",
                "slave@m1:5050|master has an unexpected process name: master=slave@m1:5050, expected host:port, master@host:port"
            })
    void malformedAddressIsExplained(String specification, String message) {
        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void checkSaysTheSameAsCreate() {
        MasterDetectors.check("m1:5050");
        assertThatThrownBy(() -> MasterDetectors.check("m1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("master has no port");
    }

    @ParameterizedTest
    @CsvSource({
        "zk://user:hush@h1:2181/mesos, zk://user:***@h1:2181/mesos",
        "zk://user:p@ss:word@h1:2181/mesos, zk://user:***@h1:2181/mesos",
        "zk://h1:2181/mesos, zk://h1:2181/mesos",
        "zk://user@h1:2181/mesos, zk://user@h1:2181/mesos",
        "master@m1:5050, master@m1:5050",
        "m1:5050, m1:5050",
        "x://, x://"
    })
    void passwordIsNotShown(String specification, String shown) {
        assertThat(MasterDetectors.printable(specification)).isEqualTo(shown);
    }

    @Test
    void unknownFormIsQuotedWithoutItsPassword() {
        assertThatThrownBy(() -> MasterDetectors.create("etcd://user:hush@h:1/x"))
                .hasMessageContaining("etcd://user:***@h:1/x")
                .hasMessageNotContaining("hush");
    }

    @Test
    void contactIsTheMasterItself() {
        assertThat(MasterDetectors.contacts(" master@m1:5050 "))
                .containsExactly(InetSocketAddress.createUnresolved("m1", 5050));
    }

    @Test
    void masterAtOneAddressIsNotElected() {
        assertThatThrownBy(() -> MasterDetectors.contender("m1:5050", MasterInfo.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("masters of this form are not elected: master=m1:5050");
    }
}
