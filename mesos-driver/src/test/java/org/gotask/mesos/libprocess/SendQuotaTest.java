package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.gotask.mesos.libprocess.SendQuota.Reservation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which senders wait for quota, and for how long. */
class SendQuotaTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private final SendQuota quota = new SendQuota();

    @AfterEach
    void close() {
        quota.close();
    }

    /** A thread that reserves quota for a message of one byte. */
    private final class Sender {

        private final AtomicReference<Reservation> reservation = new AtomicReference<>();
        private final Thread thread;

        Sender(String destination) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    reservation.set(quota.reserve(destination, 1));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        void awaitWaiting() {
            await().until(() -> thread.getState() == Thread.State.WAITING);
        }

        Reservation awaitReservation() throws InterruptedException {
            thread.join();
            return Objects.requireNonNull(reservation.get());
        }
    }

    @Test
    void senderWaitsWhileTooManyMessagesToItsDestinationAreReserved() throws Exception {
        List<Reservation> held = new ArrayList<>();
        for (int i = 0; i < SendQuota.MESSAGES; i++) {
            held.add(quota.reserve("blocked", 1));
        }
        Sender sender = new Sender("blocked");
        sender.awaitWaiting();
        for (int i = 0; i < SendQuota.MESSAGES; i++) {
            quota.reserve("other", 1);
        }

        held.getFirst().close();

        assertThat(sender.awaitReservation()).isNotNull();
    }

    @Test
    void senderWaitsWhileTooManyBytesToItsDestinationAreReserved() throws Exception {
        Reservation first = quota.reserve("blocked", 4 * MEBIBYTE - 100);
        quota.reserve("blocked", 100);
        Sender sender = new Sender("blocked");
        sender.awaitWaiting();
        quota.reserve("other", 1);

        first.close();

        assertThat(sender.awaitReservation()).isNotNull();
    }

    @Test
    void everySenderWaitsWhileTooManyBytesAreReservedInTotal() throws Exception {
        List<Reservation> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(quota.reserve("destination " + i, 4 * MEBIBYTE));
        }
        Sender sender = new Sender("other");
        sender.awaitWaiting();

        held.getLast().close();

        assertThat(sender.awaitReservation()).isNotNull();
    }

    @Test
    void messageLargerThanTheQuotaIsSentAlone() throws Exception {
        Reservation large = quota.reserve("a", 64 * MEBIBYTE);
        Sender next = new Sender("a");
        next.awaitWaiting();

        large.close();

        assertThat(next.awaitReservation()).isNotNull();
    }

    @Test
    void quotaIsReleasedOnceHoweverOftenAReservationIsClosed() throws Exception {
        Reservation twice = quota.reserve("a", 3 * MEBIBYTE);
        quota.reserve("a", 3 * MEBIBYTE);
        twice.close();
        twice.close();
        quota.reserve("a", 3 * MEBIBYTE);

        Sender sender = new Sender("a");

        sender.awaitWaiting();
    }

    @Test
    void destinationWithoutReservationsIsForgotten() throws Exception {
        quota.reserve("a", 1).close();

        assertThat(quota.destinations()).isZero();
    }

    @Test
    void interruptedThreadFailsOnlyIfItWouldHaveToWait() throws Exception {
        Thread.currentThread().interrupt();
        quota.reserve("a", 4 * MEBIBYTE);

        assertThatThrownBy(() -> quota.reserve("a", 1)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void closeEndsTheWaits() throws Exception {
        quota.reserve("a", 4 * MEBIBYTE);
        Sender sender = new Sender("a");
        sender.awaitWaiting();

        quota.close();

        assertThat(sender.awaitReservation()).isNotNull();
        quota.reserve("a", 1);
    }
}
