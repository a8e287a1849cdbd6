package org.gotask.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.Codec;
import org.gotask.CodecException;
import org.gotask.TaskMsg;
import org.gotask.json.JsonExamples.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records and sealed interfaces as JSON: what is written is read back, and what does not fit is refused. */
@SuppressWarnings("UnusedMethod") // the library calls constructors and accessors
class JsonCodecTest {

    private enum Colour {
        RED,
        GREEN
    }

    private record Everything(
            String text,
            int number,
            long large,
            boolean flag,
            Colour colour,
            List<Integer> numbers,
            Map<String, Double> byName,
            Optional<String> maybe,
            Duration length,
            Instant moment,
            Shape shape,
            List<Shape> shapes) {}

    private record Order(String item, int count) {
        Order {
            if (count < 1) {
                throw new IllegalArgumentException("an order of nothing: count=" + count);
            }
        }
    }

    private record Named(@JsonProperty("the_name") String name) {}

    private sealed interface Outer {
        sealed interface Inner extends Outer {
            record Deep(int depth) implements Inner {}
        }

        record Flat() implements Outer {}
    }

    private record Broken(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("no text today");
        }
    }

    private static final Codec<Order> ORDER = JsonCodec.of(Order.class);

    @Test
    void whatIsWrittenIsReadBack() {
        Codec<Everything> codec = JsonCodec.of(Everything.class);
        Everything value = new Everything(
                "grün \u2028 \"quoted\"",
                -7,
                Long.MAX_VALUE,
                true,
                Colour.GREEN,
                List.of(1, 2, 3),
                Map.of("a", 0.1),
                Optional.empty(),
                Duration.ofMillis(1500),
                Instant.parse("2026-02-01T00:00:00.123456789Z"),
                new Shape.Circle(2),
                List.of(new Shape.Rectangle(1, 2), new Shape.Circle(3)));

        assertThat(TaskMsg.of("worker-3", codec, value).as(codec)).isEqualTo(value);
    }

    @Test
    void theSubtypeOfASealedInterfaceIsNamedByItsSimpleName() {
        TaskMsg msg = TaskMsg.of("worker-3", JsonExamples.SHAPE, new Shape.Circle(2));

        assertThat(msg.text()).isEqualTo("{\"type\":\"Circle\",\"radius\":2.0}");
        assertThat(msg.as(JsonExamples.SHAPE)).isEqualTo(new Shape.Circle(2));
        assertThat(JsonExamples.thereAndBack()).isEqualTo(new Shape.Circle(2));
    }

    @Test
    void aRecordThatIsDeclaredAsItselfNeedsNoName() {
        Codec<Shape.Circle> circle = JsonCodec.of(Shape.Circle.class);

        assertThat(TaskMsg.of(circle, new Shape.Circle(2)).text()).isEqualTo("{\"radius\":2.0}");
    }

    @Test
    void sealedInterfacesMayBeNested() {
        Codec<Outer> codec = JsonCodec.of(Outer.class);

        for (Outer value : List.of(new Outer.Inner.Deep(3), new Outer.Flat())) {
            assertThat(TaskMsg.of(codec, value).as(codec)).isEqualTo(value);
        }
    }

    @Test
    void annotationsOfJacksonAreUnderstood() {
        Codec<Named> codec = JsonCodec.of(Named.class);

        assertThat(TaskMsg.of(codec, new Named("x")).text()).isEqualTo("{\"the_name\":\"x\"}");
        assertThat(TaskMsg.of("{\"the_name\":\"x\"}").as(codec)).isEqualTo(new Named("x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"item":"nut"}                        | count
            {"item":"nut","count":null}           | count
            {"item":null,"count":1}               | item
            {"item":"nut","count":1,"colour":"x"} | colour
            {"item":"nut","count":"many"}         | many
            {"item":"nut","count":"1"}            | "1"
            {"item":"nut","count":1.5}            | 1.5
            {"item":"nut","count":99999999999}    | 99999999999
            {"item":"nut","count":0}              | an order of nothing: count=0
            {"item":"nut","count":1} {}           | trailing
            {"item":"nut","count":1               | end-of-input
            [1]                                   | START_ARRAY
            null                                  | null instead of a value
            """)
    void whatDoesNotFitIsRefusedWithTheReason(String content, String reason) {
        assertThatThrownBy(() -> TaskMsg.of("worker-3", content).as(ORDER))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("message does not fit: task=worker-3, type=Order, sizeBytes=")
                .message()
                .containsIgnoringCase(reason)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{}",
                "{\"radius\":2}",
                "{\"type\":\"Triangle\"}",
                "{\"type\":\"java.lang.Object\"}",
                "{\"type\":null,\"radius\":2}",
                "{\"type\":\"Circle\",\"radius\":2,\"width\":1}",
                "\u0000\ufffd"
            })
    void aSealedInterfaceIsMadeOfItsOwnRecordsOnly(String content) {
        assertThatThrownBy(() -> TaskMsg.of("worker-3", content).as(JsonExamples.SHAPE))
                .isInstanceOf(CodecException.class)
                .message()
                .startsWith("message does not fit: task=worker-3, type=Shape, ")
                .hasLineCount(1)
                .hasSizeLessThan(600);
    }

    @Test
    void theReasonNamesTheComponent() {
        assertThatThrownBy(() -> TaskMsg.of("worker-3", "{\"text\":\"x\",\"numbers\":[1,\"two\"]}")
                        .as(JsonCodec.of(Everything.class)))
                .hasMessageContaining("[\"numbers\"]->")
                .hasMessageContaining("[1]");
    }

    @Test
    void aValueThatCannotBeWrittenIsRefused() {
        Codec<Broken> codec = JsonCodec.of(Broken.class);

        assertThatThrownBy(() -> TaskMsg.of("worker-3", codec, new Broken("x")))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("value cannot be encoded: task=worker-3, type=Broken, reason=no text today");
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's program may do
    void refusesNullByName() {
        assertThatThrownBy(() -> JsonExamples.SHAPE.encode(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> JsonExamples.SHAPE.decode(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("content");
    }
}
