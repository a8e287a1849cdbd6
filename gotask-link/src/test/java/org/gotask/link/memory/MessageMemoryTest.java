package org.gotask.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageMemoryTest {

    private static final int MIB = 1 << 20;

    @Test
    void smallestHeapHoldsFourMessagesAndTheRest() {
        assertThat(MessageMemory.smallestHeapBytes(64 * MIB)).isEqualTo(288L * MIB);
        assertThat(MessageMemory.smallestHeapBytes(8 * MIB)).isEqualTo(64L * MIB);
    }

    @Test
    void shortageNamesTheHeapTheMessageAndTheHeapNeeded() {
        assertThat(new MessageMemory(64L * MIB).shortage(64 * MIB))
                .hasValue("a heap of 64 MiB, which is too small for messages of 64 MiB; expected at least 288 MiB");
        assertThat(new MessageMemory(288L * MIB).shortage(64 * MIB)).isEmpty();
    }

    /** A JVM with a serial collector and -Xmx288m reports 278 MiB. */
    @Test
    void partOfTheHeapThatAJvmDoesNotReportIsNoShortage() {
        assertThat(new MessageMemory(278L * MIB).shortage(64 * MIB)).isEmpty();
    }

    @Test
    void shareFollowsTheNumberOfChannels() {
        DirectionMemory memory = new MessageMemory(512L * MIB).inbound();
        assertThat(memory.share()).as("of a single channel").isEqualTo(2L * MIB);

        for (int i = 0; i < 16; i++) {
            memory.opened();
        }
        assertThat(memory.share()).isEqualTo(1L * MIB);

        for (int i = 0; i < 100_000; i++) {
            memory.opened();
        }
        assertThat(memory.share()).isEqualTo(8 << 10);
    }
}
