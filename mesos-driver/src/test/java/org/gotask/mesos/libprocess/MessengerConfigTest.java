package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessengerConfigTest {

    @Test
    void readsTheEnvironmentOfALibprocessProgram() {
        MessengerConfig config = MessengerConfig.fromEnvironment(Map.of(
                "LIBPROCESS_IP", "10.0.0.5",
                "LIBPROCESS_PORT", "4711",
                "LIBPROCESS_ADVERTISE_IP", "192.0.2.7",
                "LIBPROCESS_ADVERTISE_PORT", "80",
                "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH", "false"));

        assertThat(config)
                .isEqualTo(MessengerConfig.builder()
                        .bindHost("10.0.0.5")
                        .port(4711)
                        .advertisedHost("192.0.2.7")
                        .advertisedPort(80)
                        .peerAddressMatch(PeerAddressMatch.NOT_REQUIRED)
                        .build());
    }

    @Test
    void keepsDefaultsForWhatTheEnvironmentLacks() {
        MessengerConfig config = MessengerConfig.fromEnvironment(Map.of("LIBPROCESS_PORT", "", "HOME", "/root"));

        assertThat(config).isEqualTo(MessengerConfig.builder().build());
        assertThat(config.bindHost()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isZero();
        assertThat(config.maxBodyBytes()).isEqualTo(64 * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "0:0:0:0:0:0:0:0", "0::0"})
    void wildcardIsBoundAndTheAdvertisedAddressPublished(String wildcard) {
        MessengerConfig config = MessengerConfig.fromEnvironment(Map.of(
                "LIBPROCESS_IP", wildcard, "LIBPROCESS_ADVERTISE_IP", "10.9.8.7", "LIBPROCESS_ADVERTISE_PORT", "8765"));

        assertThat(config.bindHost()).isEqualTo("0.0.0.0");
        assertThat(config.advertisedHost()).contains("10.9.8.7");
        assertThat(config.advertisedPort()).hasValue(8765);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", ":", ":::", "0:0", "0:0:0:0:0:0:0:0:0", "fe80::"})
    void addressOfIpv6ThatIsNoWildcardIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessengerConfig.fromEnvironment(Map.of("LIBPROCESS_IP", address)))
                .withMessageContaining("LIBPROCESS_IP=" + address + ", expected a numeric IPv4 address");
    }

    @Test
    void namesEveryMalformedVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessengerConfig.fromEnvironment(Map.of(
                        "LIBPROCESS_IP", "somewhere",
                        "LIBPROCESS_PORT", "65536",
                        "LIBPROCESS_ADVERTISE_IP", "0.0.0.0",
                        "LIBPROCESS_ADVERTISE_PORT", "0",
                        "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH", "maybe")))
                .withMessage("malformed environment variable: "
                        + "LIBPROCESS_IP=somewhere, expected a numeric IPv4 address; "
                        + "LIBPROCESS_ADVERTISE_IP=0.0.0.0, expected an address that peers can connect to; "
                        + "LIBPROCESS_PORT=65536, expected 0..65535; "
                        + "LIBPROCESS_ADVERTISE_PORT=0, expected 1..65535; "
                        + "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH=maybe, expected true or false");
    }

    @Test
    void namesEveryValueOutsideItsRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessengerConfig.builder()
                        .bindHost("localhost")
                        .port(-1)
                        .advertisedHost("a b")
                        .advertisedPort(65536)
                        .maxBodyBytes(0)
                        .maxQueuedBytes(0)
                        .connectTimeout(Duration.ZERO)
                        .maxInboundBytes(0)
                        .build())
                .withMessageContainingAll(
                        "bindHost=localhost",
                        "port=-1",
                        "advertisedHost=a b",
                        "advertisedPort=65536",
                        "maxBodyBytes=0",
                        "maxQueuedBytes=0",
                        "connectTimeout=PT0S",
                        "maxInboundBytes=0");
    }

    @Test
    void copiesItselfIntoABuilder() {
        MessengerConfig config = MessengerConfig.builder()
                .advertisedHost("example.org")
                .maxBodyBytes(7)
                .peerAddressMatch(PeerAddressMatch.REQUIRED)
                .maxInboundBytes(5 << 20)
                .hostNames(Set.of("node7"))
                .build();

        assertThat(config.toBuilder().build()).isEqualTo(config);
        assertThat(config.toBuilder().port(9).build().port()).isEqualTo(9);
    }

    @Test
    void sendersHaveToBeWhereTheySayOnlyWhereThisMachineAloneCanConnectUnlessTold() {
        MessengerConfig.Builder loopback = MessengerConfig.loopback().toBuilder();
        MessengerConfig.Builder everywhere = MessengerConfig.builder();

        assertThat(loopback.build().requiresPeerAddressMatch()).isTrue();
        assertThat(everywhere.build().requiresPeerAddressMatch()).isFalse();
        assertThat(loopback.advertisedHost("192.0.2.7").build().requiresPeerAddressMatch())
                .as("behind a gateway")
                .isFalse();
        assertThat(everywhere
                        .peerAddressMatch(PeerAddressMatch.REQUIRED)
                        .build()
                        .requiresPeerAddressMatch())
                .isTrue();
    }
}
