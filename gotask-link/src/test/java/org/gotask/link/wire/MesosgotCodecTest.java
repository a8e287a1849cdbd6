package org.gotask.link.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MesosgotCodecTest {

    @Test
    void writesMessageAsMesosgotDoes() {
        byte[] datagram = MesosgotCodec.encode(TaskMsg.of("worker-0", "hello"));

        assertThat(new String(datagram, UTF_8)).isEqualTo("worker-0^hello");
    }

    @Test
    void keepsContentWithSeparatorsAndAnyBytes() {
        byte[] content = {'^', 0, (byte) 0xff, '^', '\n'};

        MesosgotCodec.Datagram read = MesosgotCodec.decode(MesosgotCodec.encode(TaskMsg.of("ä-0", content)));

        assertThat(read).isEqualTo(new MesosgotCodec.Datagram.Message(TaskMsg.of("ä-0", content)));
    }

    @Test
    void keepsEmptyContent() {
        MesosgotCodec.Datagram read = MesosgotCodec.decode("worker-0^".getBytes(UTF_8));

        assertThat(read).isEqualTo(new MesosgotCodec.Datagram.Message(TaskMsg.of("worker-0", "")));
    }

    @Test
    void writesEndSoThatMesosgotTakesItForAMessageToNobody() {
        byte[] datagram = MesosgotCodec.encodeEnd("worker-0", 3);

        assertThat(new String(datagram, UTF_8)).isEqualTo("^end^3^worker-0");
        assertThat(MesosgotCodec.decode(datagram)).isEqualTo(new MesosgotCodec.Datagram.End("worker-0", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no separator",
                "^",
                "^end",
                "^end^",
                "^end^3",
                "^end^3^",
                "^end^x^worker-0",
                "^end^-1^worker-0",
                "^end^9223372036854775808^worker-0",
                "^stop^3^worker-0",
                "bad\nname^hello"
            })
    void saysWhatItCannotReadInOneLine(String text) {
        MesosgotCodec.Datagram read = MesosgotCodec.decode(text.getBytes(UTF_8));

        assertThat(read)
                .isInstanceOfSatisfying(
                        MesosgotCodec.Datagram.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.reason()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void looksForTheNameNoFurtherThanANameCanReach() {
        byte[] longest = ("n".repeat(255) + "^x").getBytes(UTF_8);
        byte[] tooLong = ("n".repeat(256) + "^x").getBytes(UTF_8);

        assertThat(MesosgotCodec.decode(longest)).isInstanceOf(MesosgotCodec.Datagram.Message.class);
        assertThat(MesosgotCodec.decode(tooLong))
                .isEqualTo(new MesosgotCodec.Datagram.Unreadable("no '^' after a task name: lengthBytes=258"));
    }

    @Test
    void readsWhateverArrivesWithoutAnException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] datagram = random.nextBoolean() ? noise(random) : mutatedEnd(random);

            assertThat(MesosgotCodec.decode(datagram)).as("seed=%d", seed).isNotNull();
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutatedEnd(Random random) {
        byte[] bytes = MesosgotCodec.encodeEnd("worker-" + random.nextInt(), random.nextLong());
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return bytes;
    }
}
