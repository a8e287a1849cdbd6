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
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final HeldErrors held = new HeldErrors(new PrintStream(errors, true, UTF_8));

    @Test
    void drawsOnTheAlternateScreenWhichCutsLongLinesWithoutACursor() {
        try (Screen screen = open()) {
            assertThat(take()).isEqualTo("\u001b[?1049h\u001b[2J\u001b[?7l\u001b[?25l");
            assertThat(screen).isNotNull();
        }
    }

    @Test
    void closingLeavesTheAlternateScreenOnceAndEndsTheDrawing() {
        Screen screen = open();
        take();

        screen.close();
        String restored = take();
        screen.close();
        screen.show(SCENE);
        screen.resized(TerminalSize.USUAL);

        assertThat(restored).isEqualTo("\u001b[?25h\u001b[?7h\u001b[?1049l");
        assertThat(take()).isEmpty();
    }

    @Test
    void showsTheNumberOfReadyTasksWhileTheyStart() {
        try (Screen screen = open()) {
            take();

            screen.starting(2, 3);

            assertThat(take()).contains("\u001b[3;1H\u001b[K starting the tasks: 2 of 3 are ready");
        }
    }

    @Test
    void drawsInPlaceAndLeavesTheCursorBelow() {
        try (Screen screen = open()) {
            take();

            screen.show(SCENE);

            assertThat(take())
                    .startsWith("\u001b[1;1H\u001b[K GoTask elevators")
                    .contains("\u001b[9;1H\u001b[K called 0")
                    .contains("\u001b[11;1H\u001b[K [\u25b2 2] going up")
                    .endsWith("\u001b[12;1H\u001b[J")
                    .doesNotContain("\n", "\u001b[2J");
        }
    }

    @Test
    void afterAResizeClearsTheTerminalAndDrawsTheLastSceneForItsNewSize() {
        try (Screen screen = open()) {
            screen.show(SCENE);
            take();

            screen.resized(new TerminalSize(11, 29));

            assertThat(take())
                    .startsWith("\u001b[2J\u001b[1;1H\u001b[K GoTask elevators")
                    .contains("\u001b[9;1H\u001b[K called 0")
                    .contains("     up     down      \u250c\u2500\u2500\u2500\u2500\u2500\u2510")
                    .endsWith("\u001b[10;1H\u001b[J")
                    .doesNotContain("going up,");
        }
    }

    @Test
    void terminalThatIsTooSmallShowsTheSizeThatThePictureNeeds() {
        try (Screen screen = open()) {
            screen.show(SCENE);
            take();

            screen.resized(new TerminalSize(10, 80));
            assertThat(take())
                    .contains("\u001b[2;1H\u001b[K the picture needs a terminal of 11 lines and 29 columns")
                    .contains("\u001b[3;1H\u001b[K called 0")
                    .doesNotContain("going");

            screen.resized(TerminalSize.USUAL);
            assertThat(take()).contains("\u001b[9;1H\u001b[K called 0");
        }
    }

    @Test
    void staysWithinATerminalOfAFewLines() {
        try (Screen screen = open()) {
            screen.show(SCENE);
            take();

            screen.resized(new TerminalSize(2, 80));

            assertThat(take()).contains("\u001b[2;1H\u001b[J").doesNotContain("\u001b[3;1H", "called");
        }
    }

    @Test
    void showsTheLastLinesOfStandardErrorBelowThePictureAndPrintsThemAllAfterIt() {
        Screen screen = open();
        screen.show(SCENE);
        take();

        for (int i = 1; i <= 6; i++) {
            held.stream().println("warning \u001b" + i);
        }

        assertThat(errors.size()).isZero();
        String frames = take();
        assertThat(frames.substring(frames.lastIndexOf("GoTask elevators")))
                .contains("\u001b[13;1H\u001b[Kwarning  2")
                .contains("\u001b[17;1H\u001b[Kwarning  6")
                .doesNotContain("warning  1");
        screen.close();
        assertThat(errors.toString(UTF_8).lines()).hasSize(6).startsWith("warning \u001b1");
    }

    private Screen open() {
        return Screen.open(
                PLAN, TerminalSize.USUAL, Glyphs.LINES, Paint.NONE, new PrintStream(written, false, UTF_8), held);
    }

    private String take() {
        String text = written.toString(UTF_8);
        written.reset();
        return text;
    }
}
