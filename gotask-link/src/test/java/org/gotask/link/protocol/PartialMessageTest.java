package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;

/** A large message is assembled from its parts, in memory that grows with the parts. */
class PartialMessageTest {

    private static final int SIZE_BYTES = 1_400_000;

    private final PartialMessage partial = new PartialMessage("worker-0", SIZE_BYTES);
    private final byte[] half = new byte[SIZE_BYTES / 2];

    @Test
    void joinsItsPartsInOrder() {
        half[0] = 9;

        partial.add(half, 0, half.length);
        partial.add(half, 0, half.length);
        TaskMsg message = partial.join();

        assertThat(message.taskName()).isEqualTo("worker-0");
        assertThat(message.sizeBytes()).isEqualTo(SIZE_BYTES);
        assertThat(message.bytes()[0]).isEqualTo((byte) 9);
        assertThat(message.bytes()[SIZE_BYTES / 2]).isEqualTo((byte) 9);
    }

    @Test
    void anAnnouncedSizeAloneTakesAMebibyteAtMost() {
        assertThat(partial.heldBytes()).isEqualTo(1 << 20);
        assertThat(new PartialMessage("worker-0", 10).heldBytes()).isEqualTo(10);
    }

    @Test
    void aPartBeyondTheAnnouncedSizeIsRefused() {
        partial.add(half, 0, half.length);

        assertThat(partial.missingBytes()).isEqualTo(half.length);
        assertThatThrownBy(() -> partial.add(new byte[half.length + 1], 0, half.length + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> partial.add(half, 1, half.length)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void joinsOnceAndOnlyWhenComplete() {
        partial.add(half, 0, half.length);
        assertThatThrownBy(partial::join).isInstanceOf(IllegalStateException.class);
        partial.add(half, 0, half.length);

        partial.join();

        assertThatThrownBy(partial::join).isInstanceOf(IllegalStateException.class);
    }
}
