package org.gotask.examples.elevator.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gotask.examples.elevator.Direction;

/**
 * Draws the building as text: a line for each floor with its queues, a shaft for each elevator with its car, the totals
 * so far, and a legend if it fits. Immutable.
 */
final class Picture {

    private static final int MARGIN_COLUMNS = 22;
    private static final int LINES_BESIDE_FLOORS = 7;
    private static final int LINES_OF_LEGEND = 2;
    private static final int LINES_FOR_MESSAGES = 2;
    private static final int QUEUE_COLUMNS = 7;
    private static final int MOST_ARROWS = 5;
    private static final int CAR_COLUMNS = 5;
    private static final int WIDE_SHAFT_COLUMNS = 9;
    private static final int MOST_DIGITS = 2;

    private final Plan plan;
    private final Glyphs glyphs;
    private final Paint paint;
    private final int shaftColumns;
    private final int legendColumns;

    /** Draws for a terminal of this size; narrow shafts are used where wide ones do not fit. */
    Picture(Plan plan, TerminalSize size, Glyphs glyphs, Paint paint) {
        this.plan = plan;
        this.glyphs = glyphs;
        this.paint = paint;
        this.shaftColumns = columns(plan, WIDE_SHAFT_COLUMNS) <= size.columns() ? WIDE_SHAFT_COLUMNS : CAR_COLUMNS;
        this.legendColumns = leastSize(plan).lines() + LINES_OF_LEGEND <= size.lines() ? size.columns() : 0;
    }

    /** True if the building can be drawn on a terminal of this size. */
    static boolean fits(Plan plan, TerminalSize size) {
        TerminalSize least = leastSize(plan);
        return least.columns() <= size.columns()
                && least.lines() <= size.lines()
                && Integer.toString(plan.floors() - 1).length() <= MOST_DIGITS;
    }

    /** The smallest terminal for the picture of this building, without a legend, but with two lines for messages. */
    static TerminalSize leastSize(Plan plan) {
        return new TerminalSize(plan.floors() + LINES_BESIDE_FLOORS + LINES_FOR_MESSAGES, columns(plan, CAR_COLUMNS));
    }

    private static int columns(Plan plan, int shaftColumns) {
        return MARGIN_COLUMNS + plan.elevators() * (shaftColumns + 1) + 1;
    }

    /** The picture, line by line. */
    List<String> draw(Scene scene) {
        List<String> lines = new ArrayList<>();
        lines.add(title(plan, scene));
        lines.add("");
        lines.add(margin("", "going", "going") + shaftNumbers());
        lines.add(margin("", "up", "down") + glyphs.roof(plan.elevators(), shaftColumns));
        for (int floor = plan.floors() - 1; floor >= 0; floor--) {
            lines.add(floor(scene, floor));
        }
        lines.add(margin("", "", "") + glyphs.ground(plan.elevators(), shaftColumns));
        lines.add("");
        lines.add(totals(scene));
        if (legendColumns > 0) {
            lines.add("");
            lines.add(legend());
        }
        return lines;
    }

    /** The lines for a terminal on which the picture does not fit. */
    static List<String> ofSmallTerminal(Plan plan, Scene scene) {
        TerminalSize least = leastSize(plan);
        return List.of(
                title(plan, scene),
                " the picture needs a terminal of " + least.lines() + " lines and " + least.columns() + " columns",
                totals(scene));
    }

    /** The lines before the first tick. */
    static List<String> ofStart(Plan plan, int ready, int tasks) {
        return List.of(
                String.format(Locale.ROOT, " GoTask elevators    seed %d", plan.seed()),
                "",
                String.format(Locale.ROOT, " starting the tasks: %d of %d are ready", ready, tasks));
    }

    private static String title(Plan plan, Scene scene) {
        return String.format(
                Locale.ROOT, " GoTask elevators    tick %d of %d    seed %d", scene.tick(), plan.ticks(), plan.seed());
    }

    private static String totals(Scene scene) {
        Totals totals = scene.totals();
        return String.format(
                Locale.ROOT,
                " called %d   waiting %d   riding %d   delivered %d",
                totals.called(),
                totals.waiting(),
                totals.riding(),
                totals.delivered());
    }

    /** The symbols and their meanings, as many as fit on the line. */
    private String legend() {
        StringBuilder line = new StringBuilder();
        int columnsLeft = legendColumns;
        for (Symbol symbol : symbols()) {
            String gap = line.isEmpty() ? " " : "   ";
            columnsLeft -= gap.length() + symbol.columns();
            if (columnsLeft < 0) {
                break;
            }
            line.append(gap).append(symbol.painted()).append(' ').append(symbol.meaning());
        }
        return line.toString();
    }

    private List<Symbol> symbols() {
        return List.of(
                carSymbol(new Scene.Shaft(0, Direction.UP, 2, Scene.Doors.SHUT), "going up, 2 riders"),
                carSymbol(new Scene.Shaft(0, Direction.DOWN, 1, Scene.Doors.OPEN), "doors open"),
                carSymbol(new Scene.Shaft(0, Direction.NONE, 0, Scene.Doors.SHUT), "idle"),
                new Symbol(glyphs.arrow(Direction.UP), glyphs.arrow(Direction.UP), "one rider waiting"));
    }

    private Symbol carSymbol(Scene.Shaft shaft, String meaning) {
        String car = car(shaft);
        return new Symbol(car, paint.car(car, shaft.doors()), meaning);
    }

    /** A symbol of the picture, without and with highlighting. */
    private record Symbol(String plain, String painted, String meaning) {
        int columns() {
            return plain.length() + 1 + meaning.length();
        }
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
            line.append(glyphs.wall()).append(shaft.floor() == floor ? inShaft(shaft) : " ".repeat(shaftColumns));
        }
        return line.append(glyphs.wall()).toString();
    }

    private String inShaft(Scene.Shaft shaft) {
        String space = " ".repeat((shaftColumns - CAR_COLUMNS) / 2);
        return space + paint.car(car(shaft), shaft.doors()) + space;
    }

    private String car(Scene.Shaft shaft) {
        String inside = glyphs.arrow(shaft.direction()) + String.format(Locale.ROOT, "%2d", shaft.load());
        return switch (shaft.doors()) {
            case SHUT -> "[" + inside + "]";
            case OPEN -> "]" + inside + "[";
        };
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
