package org.gotask.examples.elevator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gotask.examples.elevator.Direction;

/**
 * Draws the building as text: a line for each floor with its queues, a shaft for each elevator with its car, and the
 * totals so far. Immutable.
 */
final class Picture {

    private static final int MARGIN_COLUMNS = 22;
    private static final int LINES_BESIDE_FLOORS = 7;
    private static final int LINES_FOR_MESSAGES = 2; // fewer cannot scroll by themselves
    private static final int QUEUE_COLUMNS = 7;
    private static final int MOST_ARROWS = 5;
    private static final int CAR_COLUMNS = 5;
    private static final int WIDE_SHAFT_COLUMNS = 9;
    private static final int MOST_DIGITS = 2;

    private final Plan plan;
    private final Glyphs glyphs;
    private final Paint paint;
    private final int shaftColumns;

    /** Draws for a terminal of this width; narrow shafts are used where wide ones do not fit. */
    Picture(Plan plan, int columns, Glyphs glyphs, Paint paint) {
        this.plan = plan;
        this.glyphs = glyphs;
        this.paint = paint;
        this.shaftColumns = columns(plan, WIDE_SHAFT_COLUMNS) <= columns ? WIDE_SHAFT_COLUMNS : CAR_COLUMNS;
    }

    /** True if the building can be drawn on a terminal of this size, with two lines left for messages below. */
    static boolean fits(Plan plan, TerminalSize size) {
        return columns(plan, CAR_COLUMNS) <= size.columns()
                && lines(plan) + LINES_FOR_MESSAGES <= size.lines()
                && Integer.toString(plan.floors() - 1).length() <= MOST_DIGITS;
    }

    private static int columns(Plan plan, int shaftColumns) {
        return MARGIN_COLUMNS + plan.elevators() * (shaftColumns + 1) + 1;
    }

    /** How many lines the picture of this building has. */
    static int lines(Plan plan) {
        return plan.floors() + LINES_BESIDE_FLOORS;
    }

    /** The picture, line by line. */
    List<String> draw(Scene scene) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, " GoTask elevators    tick %d of %d    seed %d", scene.tick(), plan.ticks(), plan.seed()));
        lines.add("");
        lines.add(margin("", "going", "going") + shaftNumbers());
        lines.add(margin("", "up", "down") + glyphs.roof(plan.elevators(), shaftColumns));
        for (int floor = plan.floors() - 1; floor >= 0; floor--) {
            lines.add(floor(scene, floor));
        }
        lines.add(margin("", "", "") + glyphs.ground(plan.elevators(), shaftColumns));
        lines.add("");
        Totals totals = scene.totals();
        lines.add(String.format(
                Locale.ROOT,
                " called %d   waiting %d   riding %d   delivered %d",
                totals.called(),
                totals.waiting(),
                totals.riding(),
                totals.delivered()));
        return lines;
    }

    private String shaftNumbers() {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < plan.elevators(); i++) {
            line.append(' ').append(centred(Integer.toString(i)));
        }
        return line.toString().stripTrailing();
    }

    private String floor(Scene scene, int floor) {
        Scene.Landing landing = scene.landings().get(floor);
        StringBuilder line = new StringBuilder(margin(
                Integer.toString(floor),
                queue(landing.goingUp(), glyphs.arrow(Direction.UP)),
                queue(landing.goingDown(), glyphs.arrow(Direction.DOWN))));
        for (Scene.Shaft shaft : scene.shafts()) {
            line.append(glyphs.wall()).append(shaft.floor() == floor ? car(shaft) : " ".repeat(shaftColumns));
        }
        return line.append(glyphs.wall()).toString();
    }

    private String car(Scene.Shaft shaft) {
        String inside = glyphs.arrow(shaft.direction()) + String.format(Locale.ROOT, "%2d", shaft.load());
        String car = switch (shaft.doors()) {
            case SHUT -> "[" + inside + "]";
            case OPEN -> "]" + inside + "[";
        };
        String space = " ".repeat((shaftColumns - CAR_COLUMNS) / 2);
        return space + paint.car(car, shaft.doors()) + space;
    }

    private String centred(String text) {
        int left = (shaftColumns - text.length()) / 2;
        return " ".repeat(left) + text + " ".repeat(shaftColumns - left - text.length());
    }

    /** One arrow a person, or their number if the queue is long. */
    private static String queue(int people, String arrow) {
        return people <= MOST_ARROWS ? arrow.repeat(people) : arrow + " " + people;
    }

    private static String margin(String floor, String up, String down) {
        return String.format(Locale.ROOT, " %2s  ", floor) + padded(up) + padded(down) + "   ";
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, QUEUE_COLUMNS - text.length()));
    }
}
