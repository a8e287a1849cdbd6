package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Set;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of a {@code Host} header that name this messenger. */
class OwnHostsTest {

    private final OwnHosts hosts = new OwnHosts(
            MessengerConfig.builder()
                    .bindHost("0.0.0.0")
                    .hostNames(Set.of("Node7.example.org"))
                    .build(),
            new PeerAddress("gateway.example.org", 31090));

    private boolean isOwn(String header) throws Exception {
        return hosts.isOwn(header, InetAddress.getByName("10.0.0.5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:5050",
                "LOCALHOST:5050",
                "127.0.0.1:5050",
                "127.0.0.1",
                "[::1]:5050",
                "10.0.0.5:5050",
                "10.0.0.5:8080",
                "gateway.example.org:31090",
                "node7.example.org:5050"
            })
    void ownNamesAndAddressesAreKnownWhateverThePort(String header) throws Exception {
        assertThat(isOwn(header)).isTrue();
    }

    @Test
    void nameOfTheMachineIsKnown() throws Exception {
        assertThat(isOwn(InetAddress.getLocalHost().getHostName() + ":5050")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"attacker.example:5050", "attacker.example", "localhost.attacker.example", "node7", "xlocalhost"
            })
    void otherNamesAreForeign(String header) throws Exception {
        assertThat(isOwn(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.6:5050", "0.0.0.0:5050", "[fe80::1]:5050", "128.0.0.1"})
    void otherAddressesAreForeign(String header) throws Exception {
        assertThat(isOwn(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {":5050", "a b", "user@localhost", "localhost:x", "[::1", "[::1]x", "localhost/", "ä"})
    void whatIsNoHostIsRefused(String header) {
        assertThatThrownBy(() -> isOwn(header))
                .isInstanceOfSatisfying(
                        MalformedRequestException.class,
                        e -> assertThat(e.status()).isEqualTo(400));
    }
}
