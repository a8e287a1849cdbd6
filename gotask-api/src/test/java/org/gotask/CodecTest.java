package org.gotask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.time.LocalDate;
import org.gotask.channel.Channel;
import org.gotask.channel.Choice;
import org.gotask.channel.ReceiveChannel;
import org.junit.jupiter.api.Test;

/** Values become messages and messages values, or one line says why not. */
class CodecTest {

    @Test
    void textAndBytesAreBuiltIn() {
        assertThat(TaskMsg.of("worker-3", Codec.text(), "grün")).isEqualTo(TaskMsg.of("worker-3", "grün"));
        assertThat(TaskMsg.of("worker-3", "grün").as(Codec.text())).isEqualTo("grün");
        byte[] bytes = {1, -1};
        TaskMsg msg = TaskMsg.of(Codec.bytes(), bytes);
        bytes[0] = 7;
        assertThat(msg.taskName()).isEmpty();
        byte[] read = msg.as(Codec.bytes());
        assertThat(read).containsExactly(1, -1);
        read[0] = 7;
        assertThat(msg.bytes()).containsExactly(1, -1);
    }

    @Test
    void theExamplesOfTheDocumentationRun() {
        assertThat(CodecExamples.tellAndHear()).isEqualTo(42);
        TaskMsg msg = TaskMsg.of("worker-3", CodecExamples.DATE, LocalDate.of(2026, 2, 1));
        assertThat(msg.text()).isEqualTo("2026-02-01");
        assertThat(msg.as(CodecExamples.DATE)).isEqualTo(LocalDate.of(2026, 2, 1));
    }

    @Test
    void aMessageThatDoesNotFitIsRefusedInOneLineThatNamesTaskTypeAndReason() {
        assertThatThrownBy(() -> TaskMsg.of("worker-3", "a lot").as(CodecExamples.NUMBER))
                .isInstanceOf(CodecException.class)
                .hasMessage("message does not fit: task=worker-3, type=number, sizeBytes=5, reason=expected 4 bytes")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TaskMsg.of("worker-3", "Febr\nuary").as(CodecExamples.DATE))
                .hasMessage(
                        "message does not fit: task=worker-3, type=date, sizeBytes=9, reason=DateTimeParseException:"
                                + " Text 'Febr uary' could not be parsed at index 0");
        assertThatThrownBy(
                        () -> TaskMsg.of("worker-3", "é".getBytes(ISO_8859_1)).as(Codec.text()))
                .hasMessage("message does not fit: task=worker-3, type=text, sizeBytes=1, reason=not UTF-8");
    }

    @Test
    void aFaultOfTheCodecIsNamedByItsKind() {
        Codec<String> faulty = Codec.of("thing", value -> value.substring(5).getBytes(UTF_8), content -> {
            throw new BufferUnderflowException();
        });
        Codec<String> empty = Codec.of("nothing", value -> null, content -> null);

        assertThatThrownBy(() -> TaskMsg.of("x").as(faulty))
                .hasMessage("message does not fit: task=, type=thing, sizeBytes=1, reason=BufferUnderflowException");
        assertThatThrownBy(() -> TaskMsg.of("worker-3", faulty, "abc"))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("value cannot be encoded: task=worker-3, type=thing,"
                        + " reason=StringIndexOutOfBoundsException: ");
        assertThatThrownBy(() -> TaskMsg.of("x").as(empty))
                .hasMessage("message does not fit: task=, type=nothing, sizeBytes=1, reason=NullPointerException: the"
                        + " codec returned null");
        assertThatThrownBy(() -> TaskMsg.of(empty, "abc"))
                .hasMessage(
                        "value cannot be encoded: type=nothing, reason=NullPointerException: the codec returned null");
    }

    @Test
    void anUnpairedSurrogateCannotBeEncoded() {
        assertThatThrownBy(() -> TaskMsg.of("worker-3", Codec.text(), "\ud800"))
                .isInstanceOf(CodecException.class)
                .hasMessage("value cannot be encoded: task=worker-3, type=text, reason=unpaired surrogate in the text");
    }

    @Test
    void aLongReasonIsCut() {
        Codec<String> chatty = Codec.of("thing", value -> new byte[0], content -> {
            throw new IllegalArgumentException("x".repeat(10_000));
        });

        assertThatThrownBy(() -> TaskMsg.of("x").as(chatty))
                .message()
                .hasSizeLessThan(500)
                .endsWith("x…");
    }

    @Test
    void aTaskSeesChannelsOfItsOwnTypes() throws Exception {
        Channel<TaskMsg> in = Channel.withCapacity(4);
        Channel<TaskMsg> out = Channel.withCapacity(4);
        in.send(TaskMsg.of("counter-0", "one"));
        in.send(TaskMsg.of("counter-0", "three"));
        in.close();

        ContextExamples.countLetters(TaskContext.builder("counter-0", in, out).build());

        assertThat(out.receive()).isEqualTo(TaskMsg.of("counter-0", CodecExamples.NUMBER, 3));
        assertThat(out.receive()).isEqualTo(TaskMsg.of("counter-0", CodecExamples.NUMBER, 5));
    }

    @Test
    void aMessageThatDoesNotFitIsThrownWhereItIsReceivedAndTheNextOneFollows() throws Exception {
        Channel<TaskMsg> in = Channel.withCapacity(4);
        TaskContext task =
                TaskContext.builder("worker-3", in, Channel.rendezvous()).build();
        ReceiveChannel<Integer> numbers = task.in(CodecExamples.NUMBER);
        in.send(TaskMsg.of("worker-3", "a lot"));
        in.send(TaskMsg.of("worker-3", "a lot more"));
        in.send(TaskMsg.of("worker-3", CodecExamples.NUMBER, 3));
        in.close();

        assertThatThrownBy(
                        () -> Choice.<Integer>create().receive(numbers, n -> n).await())
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("task=worker-3, type=number, sizeBytes=5");
        assertThatThrownBy(numbers::receive).isInstanceOf(CodecException.class);
        assertThat(numbers).containsExactly(3);
    }
}
