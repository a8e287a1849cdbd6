package org.gotask.mesos.libprocess.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a message counts as accepted, whatever becomes of those before it. */
class MessageQueueTest {

    private final MessageQueue queue = new MessageQueue(100);
    private final List<String> accepted = new ArrayList<>();

    private void add(String name, int bytes) {
        if (queue.addAnyway(new byte[bytes], () -> accepted.add(name))) {
            accepted.add(name);
        }
    }

    private List<byte[]> take(int bytes) {
        List<byte[]> batch = new ArrayList<>();
        queue.takeInto(batch, bytes);
        return batch;
    }

    private List<String> accepted() {
        queue.accepted().forEach(Runnable::run);
        return accepted;
    }

    @Test
    void messageIsAcceptedWhileThoseBeforeItAreShorterThanTheLimit() {
        add("first", 99);
        add("exceeds the limit", 1000);
        add("beyond", 1);

        assertThat(accepted()).containsExactly("first", "exceeds the limit");
        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void messagesBeyondTheLimitAreAcceptedInOrderAsOthersAreWritten() {
        add("a", 100);
        add("b", 50);
        add("c", 50);
        add("d", 1);
        assertThat(accepted()).containsExactly("a");

        List<byte[]> batch = take(150);
        assertThat(accepted()).containsExactly("a");
        queue.written(batch, 1);

        assertThat(accepted()).containsExactly("a", "b", "c");
        assertThat(queue.isFull()).isTrue();
        queue.written(take(50), 1);
        assertThat(accepted()).containsExactly("a", "b", "c", "d");
        assertThat(queue.isFull()).isFalse();
    }

    @Test
    void unwrittenMessagesOfABatchReturnToTheFront() {
        add("a", 10);
        add("b", 20);
        add("c", 30);

        queue.written(take(25), 1);

        assertThat(take(100)).extracting(message -> message.length).containsExactly(20, 30);
    }

    @Test
    void batchHasAtLeastOneMessage() {
        add("large", 1000);

        assertThat(take(10)).hasSize(1);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.hasUnwritten()).isTrue();
    }

    @Test
    void droppedMessagesMakeWayForOthers() {
        add("a", 100);
        add("b", 100);
        add("c", 100);

        queue.drop();
        assertThat(accepted()).containsExactly("a", "b");
        queue.dropAll();

        assertThat(accepted()).containsExactly("a", "b", "c");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.hasUnwritten()).isFalse();
    }
}
