package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gotask.TaskMsg;
import org.gotask.link.wire.DatagramHeader;
import org.gotask.link.wire.DatagramReader;
import org.junit.jupiter.api.Test;

class LinkEpochTest {

    /** An engine, and what has come out of it. */
    private static final class End extends QuietEvents {
        private final LinkEngine engine;
        private final List<String> received = new ArrayList<>();

        End(long epoch) {
            engine = new LinkEngine("peer", epoch, LinkSettings.DEFAULT, this);
        }

        /** All that it has to send now. */
        List<byte[]> poll() {
            List<byte[]> datagrams = new ArrayList<>();
            for (byte[] next = engine.poll(1); next != null; next = engine.poll(1)) {
                datagrams.add(next);
            }
            return datagrams;
        }

        void receive(List<byte[]> datagrams) {
            datagrams.forEach(datagram -> engine.receive(datagram, 1));
        }

        @Override
        public void message(TaskMsg message) {
            received.add(message.text());
        }
    }

    private final End sender = new End(11);
    private final End receiver = new End(22);

    private void say(String text) {
        SendStream stream = sender.engine.open("worker-0", sender);
        sender.engine.offer(stream, TaskMsg.of("worker-0", text));
    }

    /** The sender says hello, the receiver answers: then they know each other. */
    private void meet() {
        receiver.receive(sender.poll());
        sender.receive(receiver.poll());
    }

    @Test
    void sendsNothingButAHelloToAnEndThatItDoesNotKnow() {
        say("secret");

        List<byte[]> hello = sender.poll();

        assertThat(hello).singleElement().satisfies(datagram -> {
            DatagramHeader header = new DatagramReader(datagram).header();
            assertThat(header.to()).isZero();
            assertThat(header.sequence()).isZero();
        });
    }

    @Test
    void deliversOnceTheyHaveMet() {
        say("hello");
        meet();

        receiver.receive(sender.poll());

        assertThat(receiver.received).containsExactly("hello");
    }

    @Test
    void freshEndDropsWhatWasMeantForTheOldOne() {
        say("for the old one");
        meet();
        End fresh = new End(33);

        fresh.receive(sender.poll());

        assertThat(fresh.received).isEmpty();
        assertThat(fresh.engine.statistics().strangers()).isEqualTo(1);
        assertThat(fresh.engine.statistics().receivedThrough()).isZero();
    }

    @Test
    void breaksWhenASecondEndAnswersAndTakesNothingFromIt() {
        say("hello");
        meet();
        receiver.receive(sender.poll());
        End fresh = new End(33);
        SendStream stream = fresh.engine.open("worker-0", fresh);
        fresh.engine.offer(stream, TaskMsg.of("worker-0", "from the fresh one"));
        sender.receive(fresh.poll());
        fresh.receive(sender.poll());

        sender.receive(fresh.poll());

        assertThat(sender.received).isEmpty();
        assertThat(sender.broken)
                .startsWith(
                        "link to peer failed: it was restarted, and messages under way are lost; last acknowledged");
    }

    @Test
    void helloOfAnOldEndThatComesLateChangesNothing() {
        End old = new End(44);
        SendStream stream = old.engine.open("worker-0", old);
        old.engine.offer(stream, TaskMsg.of("worker-0", "old"));
        List<byte[]> late = old.poll();
        say("hello");
        meet();

        receiver.receive(late);
        receiver.poll();
        receiver.receive(sender.poll());

        assertThat(receiver.received).containsExactly("hello");
        assertThat(receiver.broken).isEmpty();
    }
}
