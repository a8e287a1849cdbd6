package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.gotask.TaskMsg;
import org.gotask.link.wire.DatagramWriter;
import org.gotask.link.wire.MalformedDatagramException;
import org.junit.jupiter.api.Test;

/** The sending end of one channel: its frames, its credit and its end. */
class SendStreamTest {

    private static final int DATAGRAM_BYTES = 8 << 10;

    private final SendStream stream = new SendStream(1, "worker-0", new QuietEvents());

    private void add(int sizeBytes) {
        stream.add(TaskMsg.of("worker-0", new byte[sizeBytes]));
    }

    /** Writes a datagram with as long a turn as there is room. */
    private Frames write() throws MalformedDatagramException {
        return write(DATAGRAM_BYTES, DATAGRAM_BYTES);
    }

    private Frames write(int capacityBytes, int turnBytes) throws MalformedDatagramException {
        DatagramWriter writer = Frames.writer(capacityBytes);
        stream.turnBytes = turnBytes;
        stream.write(writer);
        return Frames.of(writer);
    }

    @Test
    void opensBeforeAnythingElseThoughNothingIsQueued() throws MalformedDatagramException {
        assertThat(stream.hasWork()).isTrue();

        assertThat(write().order).containsExactly("open 1");

        assertThat(stream.hasWork()).isFalse();
    }

    @Test
    void writesMessagesInOrderThenTheEndOnce() throws MalformedDatagramException {
        add(10);
        add(0);
        stream.end();

        assertThat(write().order).containsExactly("open 1", "whole 1", "whole 1", "end 1");

        assertThat(stream.isOver()).isTrue();
        assertThat(stream.hasWork()).isFalse();
        assertThat(write().order).isEmpty();
    }

    @Test
    void cutsALargeMessageIntoParts() throws MalformedDatagramException {
        stream.grant(10 * DATAGRAM_BYTES);
        add(3 * DATAGRAM_BYTES);

        assertThat(write().order).containsExactly("open 1", "begin 1");
        assertThat(write().order).containsExactly("more 1");
        assertThat(stream.messages()).isZero();
        write();
        write();

        assertThat(stream.messages()).isEqualTo(1);
        assertThat(stream.contentBytes()).isEqualTo(3L * DATAGRAM_BYTES);
        assertThat(stream.queuedCost()).isZero();
    }

    @Test
    void doesNotCutASmallMessageToFillADatagram() throws MalformedDatagramException {
        write();
        add(1000);
        DatagramWriter writer = Frames.writer(900);
        stream.turnBytes = 900;

        assertThat(stream.write(writer)).isTrue();

        assertThat(Frames.of(writer).order).isEmpty();
    }

    @Test
    void doesNotCutAMessageOfAFewKibibytesToEndATurn() throws MalformedDatagramException {
        write();
        add(4000);

        assertThat(write(DATAGRAM_BYTES, 100).order).containsExactly("whole 1");
    }

    @Test
    void endsItsTurnWhenTheBytesOfTheTurnAreUsed() throws MalformedDatagramException {
        write();
        for (int i = 0; i < 10; i++) {
            add(100);
        }

        assertThat(write(DATAGRAM_BYTES, 250).order).hasSize(3);
        assertThat(stream.turnBytes).isNotPositive();
    }

    @Test
    void beginsNoSmallMessageWithoutCredit() throws MalformedDatagramException {
        for (int i = 0; i < 3; i++) {
            add(4000);
        }
        add(1);
        while (stream.hasWork()) {
            write();
        }
        assertThat(stream.messages()).as("the last one exceeds the credit").isEqualTo(3);
        assertThat(stream.creditLeft()).isNegative();

        stream.grant(2 * SendStream.FIRST_CREDIT);

        assertThat(stream.hasWork()).isTrue();
        assertThat(write().order).containsExactly("whole 1");
    }

    @Test
    void sendsNoMoreOfALargeMessageThanItHasCredit() throws MalformedDatagramException {
        add(100_000);
        while (stream.hasWork()) {
            write();
        }
        assertThat(stream.creditLeft()).isZero();
        assertThat(stream.messages()).isZero();

        stream.grant(LinkSettings.cost(100_000));
        while (stream.hasWork()) {
            write();
        }

        assertThat(stream.messages()).isEqualTo(1);
        assertThat(stream.creditLeft()).as("both ends charge the same").isZero();
    }

    @Test
    void exceedsTheCreditByTheLastBytesOfALargeMessage() throws MalformedDatagramException {
        add((int) SendStream.FIRST_CREDIT);
        while (stream.hasWork()) {
            write();
        }

        assertThat(stream.messages()).isEqualTo(1);
        assertThat(stream.creditLeft()).isEqualTo(-LinkSettings.MESSAGE_OVERHEAD);
    }

    @Test
    void beginsNoLargeMessageWithCreditForAFewBytes() throws MalformedDatagramException {
        add((int) SendStream.FIRST_CREDIT - 1000);
        write();
        add(10_000);

        assertThat(stream.creditLeft()).isPositive();
        assertThat(stream.hasWork()).isFalse();
    }

    @Test
    void reportsTheCostOfTheMessagesWrittenOnce() throws MalformedDatagramException {
        add(100);
        add(200);
        write();

        assertThat(stream.takeUnreportedCost()).isEqualTo(LinkSettings.cost(100) + LinkSettings.cost(200));
        assertThat(stream.takeUnreportedCost()).isZero();
    }

    @Test
    void anOlderGrantChangesNothing() {
        stream.grant(2 * SendStream.FIRST_CREDIT);

        stream.grant(SendStream.FIRST_CREDIT);

        assertThat(stream.creditLeft()).isEqualTo(2 * SendStream.FIRST_CREDIT);
    }

    @Test
    void costOfAMessageCountsItsObjects() {
        add(0);
        add(100);

        assertThat(stream.queuedCost()).isEqualTo(100 + 2 * LinkSettings.MESSAGE_OVERHEAD);
    }

    @Test
    void givingUpDropsTheQueueAndTheRestOfAMessage() throws MalformedDatagramException {
        add(3 * DATAGRAM_BYTES);
        add(10);
        write();

        stream.fail();

        assertThat(stream.queuedCost()).isZero();
        assertThat(write().order).containsExactly("fail 1");
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    void givingUpAfterTheEndWasWrittenChangesNothing() throws MalformedDatagramException {
        stream.end();
        assertThat(write().order).endsWith("end 1");

        stream.fail();

        assertThat(stream.hasWork()).isFalse();
        assertThat(write().order).isEmpty();
    }

    @Test
    void estimatesAtLeastTheBytesThatItWrites() throws MalformedDatagramException {
        for (int i = 0; i < 20; i++) {
            add(i * 7);
        }
        stream.end();
        long estimate = stream.pendingBytes();
        DatagramWriter writer = Frames.writer(DATAGRAM_BYTES);
        int before = writer.room();
        stream.turnBytes = DATAGRAM_BYTES;

        stream.write(writer);

        assertThat((long) before - writer.room()).isLessThanOrEqualTo(estimate).isGreaterThan(estimate - 32);
    }
}
