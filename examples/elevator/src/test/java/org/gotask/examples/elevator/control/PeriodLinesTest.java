package org.gotask.examples.elevator.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.gotask.examples.elevator.Direction;
import org.junit.jupiter.api.Test;

class PeriodLinesTest {

    @Test
    void saysWhatRunsThenOneLineForEachPeriodEvenAShortOne() {
        Plan plan = new Plan(8, 2, 25, Duration.ofMillis(100), 10, 7);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (PeriodLines lines = new PeriodLines(plan, new PrintStream(written, true, UTF_8))) {
            for (int ready = 0; ready <= 10; ready++) {
                lines.starting(ready, 10);
            }
            for (int tick = 1; tick <= plan.ticks(); tick++) {
                lines.show(scene(tick));
            }
        }

        assertThat(written.toString(UTF_8).lines())
                .containsExactly(
                        "8 floors, 2 elevators, 25 ticks of 100 ms, seed 7",
                        "starting 10 tasks",
                        "period 1/3  tick 10  called 9  waiting 2  riding 3  delivered 4  cars 4^3 0-0",
                        "period 2/3  tick 20  called 9  waiting 2  riding 3  delivered 4  cars 4^3 0-0",
                        "period 3/3  tick 25  called 9  waiting 2  riding 3  delivered 4  cars 4^3 0-0");
    }

    private static Scene scene(int tick) {
        return new Scene(
                tick,
                List.of(
                        new Scene.Shaft(4, Direction.UP, 3, Scene.Doors.OPEN),
                        new Scene.Shaft(0, Direction.NONE, 0, Scene.Doors.SHUT)),
                List.of(),
                new Totals(9, 2, 3, 4));
    }
}
