package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.gotask.mesos.libprocess.Upid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verification of the sender that a message names, by the address of its connection. */
class SendersTest {

    private static Sender read(String text, String connectionFrom, boolean matchRequired) throws Exception {
        return new Senders(InetAddress.getByName(connectionFrom), matchRequired).read(text);
    }

    @Test
    void senderAtTheAddressOfTheConnectionIsBelieved() throws Exception {
        Sender sender = read("master@10.0.0.1:5050", "10.0.0.1", true);

        assertThat(sender.believable()).isTrue();
        assertThat(sender.upid()).contains(Upid.parse("master@10.0.0.1:5050"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "127.0.0.1"})
    void senderElsewhereIsNotBelieved(String connectionFrom) throws Exception {
        assertThat(read("master@10.0.0.1:5050", connectionFrom, true).believable())
                .isFalse();
    }

    @Test
    void anotherMachineCannotBeThisOne() throws Exception {
        assertThat(read("master@127.0.0.1:5050", "192.0.2.1", true).believable())
                .isFalse();
    }

    @Test
    void processOfThisMachineMayListenAtAnotherAddressThanItConnectsFrom() throws Exception {
        assertThat(read("scheduler(1)@127.0.1.1:5050", "127.0.0.1", true).believable())
                .isTrue();
    }

    @Test
    void senderElsewhereIsBelievedWhereThatIsNotAsked() throws Exception {
        assertThat(read("master@10.0.0.1:5050", "10.0.0.2", false).believable()).isTrue();
    }

    @Test
    void hostNameIsNotLookedUpButTakenForTheAddressOfTheConnection() throws Exception {
        Sender sender = read("master@no-such-host.invalid:5050", "192.0.2.1", true);

        assertThat(sender.believable()).isTrue();
        assertThat(sender.upid()).contains(Upid.parse("master@192.0.2.1:5050"));
    }

    @Test
    void nobodyCanBePosedAs() throws Exception {
        assertThat(read("@0.0.0.0:0", "192.0.2.1", true)).isEqualTo(read("nonsense", "192.0.2.1", true));
        assertThat(read("", "192.0.2.1", true).upid()).isEmpty();
    }
}
