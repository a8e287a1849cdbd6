package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A wait that ends between a thread's last look at the ending and its publication as the sleeper wakes no thread, so
 * the thread must look again before it parks. Two threads meet in that window only by chance; in this test the wait has
 * ended beforehand, which is what a thread finds that was delayed in the window.
 */
class WaitTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aThreadWhoseWaitHasEndedDoesNotPark() throws InterruptedException {
        Waiter<Integer> waiter = new Waiter<>(null);
        assertThat(waiter.wait.claim(waiter)).isTrue();

        Thread thread = Thread.startVirtualThread(() -> waiter.wait.park(Deadline.NONE));

        assertThat(thread.join(LIMIT)).as("did not park").isTrue();
    }
}
