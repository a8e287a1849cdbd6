package org.gotask.examples.elevator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.gotask.examples.elevator.Direction;
import org.gotask.examples.elevator.control.Scene.Doors;
import org.gotask.examples.elevator.control.Scene.Landing;
import org.gotask.examples.elevator.control.Scene.Shaft;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Plan PLAN = plan(8, 4);
    private static final Scene SCENE = new Scene(
            57,
            List.of(
                    new Shaft(7, Direction.DOWN, 0, Doors.SHUT),
                    new Shaft(3, Direction.UP, 8, Doors.OPEN),
                    new Shaft(3, Direction.UP, 2, Doors.SHUT),
                    new Shaft(0, Direction.NONE, 0, Doors.SHUT)),
            List.of(
                    new Landing(12, 0),
                    new Landing(0, 5),
                    new Landing(0, 0),
                    new Landing(1, 2),
                    new Landing(0, 0),
                    new Landing(0, 0),
                    new Landing(6, 0),
                    new Landing(0, 1)),
            new Totals(100, 27, 10, 63));

    @Test
    void drawsFloorsQueuesAndCars() {
        List<String> lines = picture(PLAN, Glyphs.LINES, Paint.NONE).draw(SCENE);

        assertThat(String.join("\n", lines)).isEqualTo("""
                 GoTask elevators    tick 57 of 200    seed 7

                     going  going          0         1         2         3
                     up     down      ┌─────────┬─────────┬─────────┬─────────┐
                  7         ▼         │  [▼ 0]  │         │         │         │
                  6  ▲ 6              │         │         │         │         │
                  5                   │         │         │         │         │
                  4                   │         │         │         │         │
                  3  ▲      ▼▼        │         │  ]▲ 8[  │  [▲ 2]  │         │
                  2                   │         │         │         │         │
                  1         ▼▼▼▼▼     │         │         │         │         │
                  0  ▲ 12             │         │         │         │  [· 0]  │
                                      └─────────┴─────────┴─────────┴─────────┘

                 called 100   waiting 27   riding 10   delivered 63

                 [▲ 2] going up, 2 riders   ]▼ 1[ doors open   [· 0] idle   ▲ one rider waiting\
                """);
    }

    @Test
    void drawsWithPlainCharactersWhereOthersCannotBeShown() {
        List<String> lines = picture(PLAN, Glyphs.ASCII, Paint.NONE).draw(SCENE);

        assertThat(lines.get(3)).isEqualTo("     up     down      +---------+---------+---------+---------+");
        assertThat(lines.get(8)).isEqualTo("  3  ^      vv        |         |  ]^ 8[  |  [^ 2]  |         |");
        assertThat(lines).allMatch(line -> line.chars().allMatch(c -> c < 128));
    }

    @Test
    void paintsCarsAndNothingElse() {
        List<String> lines = picture(PLAN, Glyphs.LINES, Paint.COLOUR).draw(SCENE);

        assertThat(lines.get(8)).contains("\u001b[1;32m]▲ 8[\u001b[0m").contains("\u001b[7m[▲ 2]\u001b[0m");
        assertThat(lines.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .containsExactlyElementsOf(
                        picture(PLAN, Glyphs.LINES, Paint.NONE).draw(SCENE));
    }

    @Test
    void smallestTerminalHasLinesForTwoMessagesButNotForALegend() {
        TerminalSize least = Picture.leastSize(PLAN);

        assertThat(new Picture(PLAN, least, Glyphs.LINES, Paint.NONE).draw(SCENE))
                .hasSize(least.lines() - 2)
                .noneMatch(line -> line.contains("idle"))
                .filteredOn(line -> line.contains("│"))
                .hasSize(PLAN.floors())
                .allMatch(line -> line.length() <= least.columns());
    }

    @Test
    void legendHasAsManySymbolsAsFitOnItsLine() {
        TerminalSize narrow = new TerminalSize(24, 78);

        assertThat(picture(PLAN, Glyphs.LINES, Paint.NONE).draw(SCENE)).allMatch(line -> line.length() <= 80);
        assertThat(new Picture(PLAN, narrow, Glyphs.LINES, Paint.NONE)
                        .draw(SCENE)
                        .getLast())
                .isEqualTo(" [▲ 2] going up, 2 riders   ]▼ 1[ doors open   [· 0] idle");
    }

    @Test
    void narrowShaftsMakeRoomForMoreElevators() {
        Plan nine = plan(8, 9);
        List<Shaft> shafts = Collections.nCopies(9, SCENE.shafts().get(1));
        Scene scene = new Scene(1, shafts, SCENE.landings(), SCENE.totals());

        List<String> lines = picture(nine, Glyphs.LINES, Paint.NONE).draw(scene);

        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(8)).contains("│]▲ 8[│]▲ 8[│");
    }

    @Test
    void knowsWhatFitsOnTheTerminal() {
        TerminalSize usual = TerminalSize.USUAL;

        assertThat(Picture.fits(plan(15, 9), usual)).isTrue();
        assertThat(Picture.fits(plan(16, 9), usual)).isFalse();
        assertThat(Picture.fits(plan(15, 10), usual)).isFalse();
        assertThat(Picture.fits(plan(101, 1), new TerminalSize(1000, 80))).isFalse();
    }

    @Test
    void choosesCharactersThatTheTerminalHas() {
        assertThat(Glyphs.forCharset(StandardCharsets.UTF_8)).isEqualTo(Glyphs.LINES);
        assertThat(Glyphs.forCharset(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
    }

    private static Picture picture(Plan plan, Glyphs glyphs, Paint paint) {
        return new Picture(plan, TerminalSize.USUAL, glyphs, paint);
    }

    private static Plan plan(int floors, int elevators) {
        return new Plan(floors, elevators, 200, Duration.ofMillis(50), 20, 7);
    }
}
