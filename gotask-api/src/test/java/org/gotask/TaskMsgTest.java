package org.gotask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Messages do not change, and logs do not tell what is in them. */
class TaskMsgTest {

    @Test
    void bytesOfATaskNeedNoName() {
        byte[] content = {1, 2};
        TaskMsg msg = TaskMsg.of(content);
        content[0] = 9;

        assertThat(msg.taskName()).isEmpty();
        assertThat(msg.bytes()).containsExactly(1, 2);
    }

    @Test
    void doesNotChangeWithTheBytesItWasMadeOf() {
        byte[] bytes = "secret".getBytes(UTF_8);
        TaskMsg message = TaskMsg.of("worker-0", bytes);
        TaskMsg replaced = TaskMsg.of("worker-0", "x").withBytes(bytes);

        bytes[0] = 'X';
        message.bytes()[1] = 'X';

        assertThat(message.text()).isEqualTo("secret");
        assertThat(replaced.text()).isEqualTo("secret");
    }

    @Test
    void toStringLeavesTheContentOut() {
        assertThat(TaskMsg.of("worker-0", "secret")).hasToString("TaskMsg[taskName=worker-0, sizeBytes=6]");
    }

    @Test
    void textIsUtf8AndSizeIsInBytes() {
        TaskMsg message = TaskMsg.of("worker-0", "grüße 🚠");

        assertThat(message.sizeBytes()).isEqualTo(12);
        assertThat(TaskMsg.of("worker-0", message.bytes()).text()).isEqualTo("grüße 🚠");
        assertThat(TaskMsg.of("worker-0", new byte[] {(byte) 0xff}).text()).isEqualTo("\uFFFD");
    }

    @Test
    void bytesThatAreNoTextArePassedOnAsTheyAre() {
        byte[] bytes = {0, -1, 94, -128, 10};

        assertThat(TaskMsg.of("worker-0", bytes).withTaskName("worker-1").bytes())
                .isEqualTo(bytes);
    }

    @Test
    void withMethodsKeepTheRest() {
        TaskMsg message = TaskMsg.of("worker-0", "a");

        assertThat(message.withText("b")).isEqualTo(TaskMsg.of("worker-0", "b"));
        assertThat(message.withTaskName("worker-1")).isEqualTo(TaskMsg.of("worker-1", "a"));
        assertThat(message).isEqualTo(TaskMsg.of("worker-0", "a")).hasSameHashCodeAs(TaskMsg.of("worker-0", "a"));
        assertThat(message).isNotEqualTo(TaskMsg.of("worker-0", "b")).isNotEqualTo(TaskMsg.of("worker-1", "a"));
    }

    @Test
    void aTasksOwnMessageHasNoNameYet() {
        assertThat(TaskMsg.of("a").taskName()).isEmpty();
    }

    @Test
    void takesAndGivesPartsOfArrays() {
        byte[] bytes = {1, 2, 3, 4};
        TaskMsg message = TaskMsg.of("worker-0", bytes, 1, 2);
        byte[] target = new byte[4];

        message.copyTo(1, target, 3, 1);

        assertThat(message.bytes()).containsExactly(2, 3);
        assertThat(target).containsExactly(0, 0, 0, 3);
        assertThatThrownBy(() -> TaskMsg.of("worker-0", bytes, 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
