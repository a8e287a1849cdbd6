package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * An ending that comes between a thread's last look and the moment it writes its name down wakes nobody, so the thread
 * has to look again before it parks. Two threads meet in that window by chance only; here the ending is there beforehand,
 * which is what a thread finds that was held up in the window.
 */
class DealTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aThreadThatIsLateToWriteItsNameDownDoesNotPark() throws InterruptedException {
        Waiter<Integer> waiter = new Waiter<>(null);
        assertThat(waiter.deal.claim(waiter)).isTrue();

        Thread thread = Thread.startVirtualThread(() -> waiter.deal.sleep(Deadline.NONE));

        assertThat(thread.join(LIMIT)).as("did not park").isTrue();
    }
}
