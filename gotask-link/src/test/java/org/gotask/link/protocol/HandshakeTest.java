package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gotask.link.protocol.Handshake.Sender;
import org.gotask.link.wire.Acknowledgement;
import org.gotask.link.wire.DatagramHeader;
import org.junit.jupiter.api.Test;

/** How two ends become known to each other. Our epoch is 11, the peer's 22. */
class HandshakeTest {

    private static final long MILLI = 1_000_000;

    private final Handshake handshake = new Handshake(11, 350 * MILLI);

    private Sender identify(long from, long to, long sequence) {
        return handshake.identify(new DatagramHeader(from, to, false, sequence, sequence, Acknowledgement.NOTHING));
    }

    @Test
    void greetingIsAnsweredOnceAndDoesNotIdentifyThePeer() {
        assertThat(identify(22, 0, 0)).isEqualTo(Sender.GREETING);

        assertThat(handshake.isComplete()).isFalse();
        assertThat(handshake.isAnswerDue()).isTrue();
        assertThat(handshake.takeGreeting()).isEqualTo(22);
        assertThat(handshake.isAnswerDue()).isFalse();
    }

    @Test
    void whoeverNamesOurEpochFirstIsThePeer() {
        assertThat(identify(22, 11, 0)).isEqualTo(Sender.PEER);

        assertThat(handshake.isComplete()).isTrue();
        assertThat(handshake.peerEpoch()).isEqualTo(22);
        assertThat(identify(22, 11, 1)).isEqualTo(Sender.PEER);
    }

    @Test
    void datagramForAnotherEpochIsFromAStranger() {
        assertThat(identify(22, 12, 1)).isEqualTo(Sender.STRANGER);
        assertThat(identify(22, 0, 1)).isEqualTo(Sender.STRANGER);

        assertThat(handshake.isComplete()).isFalse();
    }

    @Test
    void secondEndThatNamesOurEpochHasReplacedThePeer() {
        identify(22, 11, 0);

        assertThat(identify(33, 11, 1)).isEqualTo(Sender.REPLACEMENT);

        assertThat(handshake.peerEpoch()).isEqualTo(22);
    }

    @Test
    void greetingOfAnotherEndDoesNotReplaceThePeer() {
        identify(22, 11, 0);

        assertThat(identify(33, 0, 0)).isEqualTo(Sender.GREETING);

        assertThat(handshake.peerEpoch()).isEqualTo(22);
    }

    @Test
    void helloIsRepeatedWithDoubledDelaysUpToTheLongest() {
        assertThat(handshake.takeHello(0)).isTrue();
        assertThat(handshake.takeHello(100 * MILLI - 1)).isFalse();
        assertThat(handshake.takeHello(100 * MILLI)).isTrue();
        assertThat(handshake.helloAtNanos()).isEqualTo(300 * MILLI);
        assertThat(handshake.takeHello(300 * MILLI)).isTrue();
        assertThat(handshake.helloAtNanos()).isEqualTo(650 * MILLI);
        assertThat(handshake.takeHello(650 * MILLI)).isTrue();
        assertThat(handshake.helloAtNanos()).isEqualTo(1000 * MILLI);
    }

    @Test
    void remembersWhenTheFirstHelloWasDue() {
        assertThat(handshake.sinceNanos()).isEqualTo(LinkEngine.NEVER);

        handshake.takeHello(5);
        handshake.takeHello(7);

        assertThat(handshake.sinceNanos()).isEqualTo(5);
    }

    @Test
    void refusesTheEpochThatStandsForAnUnknownEnd() {
        assertThatThrownBy(() -> new Handshake(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
