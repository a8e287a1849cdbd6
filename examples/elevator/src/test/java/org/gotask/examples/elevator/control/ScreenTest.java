package org.gotask.examples.elevator.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.gotask.examples.elevator.Direction;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final Plan PLAN = new Plan(2, 1, 5, Duration.ofMillis(1), 1, 7);
    private static final Scene SCENE = new Scene(
            1,
            List.of(new Scene.Shaft(0, Direction.NONE, 0, Scene.Doors.SHUT)),
            List.of(new Scene.Landing(0, 0), new Scene.Landing(0, 0)),
            new Totals(0, 0, 0, 0));

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void keepsTheUpperLinesForThePictureAndHidesTheCursor() {
        try (Screen screen = open()) {
            assertThat(take()).contains("\u001b[?25l").endsWith("\u001b[10r\u001b[10;1H");
            assertThat(screen).isNotNull();
        }
    }

    @Test
    void drawsInPlaceAndPutsTheCursorBack() {
        try (Screen screen = open()) {
            take();

            screen.show(SCENE);

            String picture = take();
            assertThat(picture)
                    .startsWith("\u001b7\u001b[1;1H GoTask elevators")
                    .contains("\u001b[9;1H called 0")
                    .endsWith("\u001b[K\u001b8")
                    .doesNotContain("\n");
        }
    }

    @Test
    void closingShowsTheCursorOnceAndEndsTheDrawing() {
        Screen screen = open();
        take();

        screen.close();
        String restored = take();
        screen.close();
        screen.show(SCENE);

        assertThat(restored).isEqualTo("\u001b7\u001b[r\u001b8\u001b[?25h");
        assertThat(take()).isEmpty();
    }

    private Screen open() {
        Picture picture = new Picture(PLAN, 80, Glyphs.LINES, Paint.NONE);
        return Screen.open(picture, Picture.lines(PLAN), new PrintStream(written, false, UTF_8));
    }

    private String take() {
        String text = written.toString(UTF_8);
        written.reset();
        return text;
    }
}
