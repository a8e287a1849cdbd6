package org.gotask.examples.elevator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gotask.CodecException;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages between scheduler function and tasks are decoded to equal values, and invalid ones are refused. */
class MessagesTest {

    private static final Rider UP = new Rider(3, 7, 57);
    private static final Rider DOWN = new Rider(12, 0, 9);

    @Test
    void tickIsDecodedToAnEqualValue() {
        Tick tick = new Tick(57, List.of(UP, DOWN));

        TaskMsg msg = TaskMsg.of("elevator-2", Tick.CODEC, tick);

        assertThat(msg.text())
                .isEqualTo("{\"number\":57,\"assigned\":[{\"from\":3,\"to\":7,\"calledAt\":57},"
                        + "{\"from\":12,\"to\":0,\"calledAt\":9}]}");
        assertThat(msg.as(Tick.CODEC)).isEqualTo(tick);
    }

    @Test
    void reportsAreDecodedToEqualValues() {
        for (Report report : List.of(
                new Report.Ready(),
                new Report.Calls(57, List.of()),
                new Report.Calls(57, List.of(UP)),
                new Report.CarMoved(9, 4, Direction.DOWN, List.of(UP), List.of(DOWN)),
                new Report.CarMoved(9, 0, Direction.NONE, List.of(), List.of()))) {
            assertThat(TaskMsg.of(Report.CODEC, report).as(Report.CODEC)).isEqualTo(report);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ready",
                "{}",
                "{\"type\":\"Start\"}",
                "{\"type\":\"Calls\",\"tick\":1}",
                "{\"type\":\"Calls\",\"tick\":1,\"riders\":[null]}",
                "{\"type\":\"Calls\",\"tick\":1,\"riders\":[{\"from\":3,\"to\":3,\"calledAt\":1}]}",
                "{\"type\":\"Calls\",\"tick\":1,\"riders\":[{\"from\":3,\"to\":7,\"calledAt\":0}]}",
                "{\"type\":\"CarMoved\",\"tick\":1,\"floor\":-1,\"direction\":\"UP\",\"off\":[],\"on\":[]}",
                "{\"type\":\"CarMoved\",\"tick\":1,\"floor\":1,\"direction\":\"LEFT\",\"off\":[],\"on\":[]}",
                "{\"type\":\"Tick\",\"number\":1,\"assigned\":[]}"
            })
    void invalidReportIsRefused(String text) {
        assertThatThrownBy(() -> TaskMsg.of("t-0", text).as(Report.CODEC))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("message does not fit: task=t-0, type=Report, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tick 1", "{\"number\":0,\"assigned\":[]}", "{\"number\":1}", "{\"number\":1,\"assigned\":[]} x"
            })
    void invalidTickIsRefused(String text) {
        assertThatThrownBy(() -> TaskMsg.of("t-0", text).as(Tick.CODEC)).isInstanceOf(CodecException.class);
    }

    @Test
    void errorIsOneShortLine() {
        assertThatThrownBy(() -> TaskMsg.of("t-0", "x\ny\r".repeat(100_000)).as(Report.CODEC))
                .message()
                .hasLineCount(1)
                .hasSizeLessThan(500);
    }
}
