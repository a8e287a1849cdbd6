package org.gotask.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.gotask.launch.proto.TaskLaunchMessage;
import org.junit.jupiter.api.Test;

/** A launch arrives as it was sent; anything else is refused with one line. */
class TaskLaunchTest {

    private static final String ADVICE = "; scheduler and executor must be of the same GoTask version";
    private static final TaskLaunch LAUNCH = new TaskLaunch(
            "worker", 3, 8, List.of("--floor", "", "a b", "grüße"), Map.of("LANG", "C.UTF-8", "EMPTY", ""));

    @Test
    void arrivesAsItWasSent() {
        assertThat(TaskLaunch.decode(LAUNCH.encode())).isEqualTo(LAUNCH);

        TaskLaunch bare = new TaskLaunch("w", 0, 1, List.of(), Map.of());
        assertThat(TaskLaunch.decode(bare.encode())).isEqualTo(bare);
    }

    @Test
    void refusesBytesThatAreNoMessage() {
        assertThatThrownBy(() -> TaskLaunch.decode("^garbage".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task launch data cannot be read: lengthBytes=8" + ADVICE);
    }

    @Test
    void refusesNoBytesAndUnknownVersions() {
        assertThatThrownBy(() -> TaskLaunch.decode(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task launch data cannot be read: version=0, expected 1" + ADVICE);
        byte[] later = TaskLaunchMessage.newBuilder()
                .setVersion(-1)
                .setSpecName("worker")
                .build()
                .toByteArray();
        assertThatThrownBy(() -> TaskLaunch.decode(later))
                .hasMessage("task launch data cannot be read: version=4294967295, expected 1" + ADVICE);
    }

    @Test
    void refusesALaunchOfNoSpec() {
        byte[] bytes = new TaskLaunch("", 0, 1, List.of(), Map.of()).encode();

        assertThatThrownBy(() -> TaskLaunch.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task launch data cannot be read: specName is empty, lengthBytes=" + bytes.length + ADVICE);
    }

    @Test
    void garbledBytesAreRefusedWithOneLineOrReadAsALaunch() {
        SplittableRandom random = new SplittableRandom(42);
        byte[] good = LAUNCH.encode();
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(TaskLaunch.decode(bytes).specName()).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage())
                        .startsWith("task launch data cannot be read: ")
                        .doesNotContain("\n");
            }
        }
    }

    @Test
    void doesNotChangeWithTheCollectionsItWasMadeOf() {
        assertThatThrownBy(() -> LAUNCH.args().add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> LAUNCH.env().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
