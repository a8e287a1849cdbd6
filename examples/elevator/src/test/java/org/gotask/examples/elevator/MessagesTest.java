package org.gotask.examples.elevator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gotask.TaskMsg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static final Rider UP = new Rider(3, 7, 57);
    private static final Rider DOWN = new Rider(12, 0, 9);

    @Test
    void tickSaysWhenAndWhom() {
        TaskMsg msg = new Tick(57, List.of(UP, DOWN)).to("elevator-2");

        assertThat(msg).isEqualTo(TaskMsg.of("elevator-2", "tick 57 3>7@57 12>0@9"));
        assertThat(Tick.from(msg)).isEqualTo(new Tick(57, List.of(UP, DOWN)));
    }

    @Test
    void tickOfFloorAssignsNobody() {
        assertThat(new Tick(1, List.of()).to("floor-0").text()).isEqualTo("tick 1");
        assertThat(Tick.from(TaskMsg.of("tick 1"))).isEqualTo(new Tick(1, List.of()));
    }

    @Test
    void reportsReadAsTheyWereWritten() {
        assertReadsBack(new Report.Ready(), "ready");
        assertReadsBack(new Report.Calls(57, List.of()), "calls 57");
        assertReadsBack(new Report.Calls(57, List.of(UP)), "calls 57 3>7@57");
        assertReadsBack(
                new Report.CarMoved(9, 4, Direction.DOWN, List.of(UP), List.of(DOWN)),
                "car 9 4 down off 3>7@57 on 12>0@9");
        assertReadsBack(new Report.CarMoved(9, 0, Direction.NONE, List.of(), List.of()), "car 9 0 none off on");
    }

    private static void assertReadsBack(Report report, String text) {
        assertThat(report.toMsg().text()).isEqualTo(text);
        assertThat(Report.from(report.toMsg())).isEqualTo(report);
    }

    @Test
    void sayWhatWasExpectedAndWhatIsThere() {
        assertThatThrownBy(() -> Report.from(TaskMsg.of("elevator-1", "car 5 x up off on")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("message cannot be read: task=elevator-1, text=\"car 5 x up off on\","
                        + " expected a floor but found \"x\"");
        assertThatThrownBy(() -> Tick.from(TaskMsg.of("floor-1", "tick")))
                .hasMessage(
                        "message cannot be read: task=floor-1, text=\"tick\"," + " expected a tick but found the end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "READY",
                "ready ",
                "ready now",
                "calls",
                "calls -1",
                "calls 1 3>7",
                "calls 1 3>@7",
                "calls 1 >7@1",
                "calls 1 3>3@1",
                "calls 1 3>7@0",
                "calls 1 3>7@1 x",
                "calls 1  3>7@1",
                "calls 99999999999999999999",
                "calls 1 3@1>7",
                "car 1 2",
                "car 1 2 sideways off on",
                "car 1 2 up on off",
                "car 1 2 up off",
                "car 1 2 up off on 1>2@3 off",
                "tick 1",
                "\u0000\ufffd"
            })
    void reportThatIsGarbledIsRefused(String text) {
        assertThatThrownBy(() -> Report.from(TaskMsg.of("t-0", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("message cannot be read: task=t-0, text=\"")
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({"tock 1", "tick", "tick x", "tick 1 2", "tick 1 1>2@1 end", "tick 1 1>2@1111111111"})
    void tickThatIsGarbledIsRefused(String text) {
        assertThatThrownBy(() -> Tick.from(TaskMsg.of("t-0", text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errorStaysOneShortLine() {
        assertThatThrownBy(() -> Report.from(TaskMsg.of("t-0", "x\ny\r".repeat(100_000))))
                .message()
                .hasLineCount(1)
                .hasSizeLessThan(300);
    }
}
