package org.gotask.examples.elevator.control;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Draws a run on the alternate screen of a terminal, so that the text above the command remains. Each frame replaces
 * the previous one; after a resize the picture is drawn again. The last lines of standard error are shown below the
 * picture. The terminal is restored when the screen is closed, or else when the program ends. Thread-safe. The control
 * sequences are those of ECMA-48, the VT100 and, for the alternate screen, xterm.
 */
final class Screen implements Display {

    private static final String ESC = "\u001b";
    private static final String ENTER_ALTERNATE = ESC + "[?1049h";
    private static final String LEAVE_ALTERNATE = ESC + "[?1049l";
    private static final String CLEAR = ESC + "[2J";
    private static final String CLEAR_BELOW = ESC + "[J";
    private static final String CLEAR_REST_OF_LINE = ESC + "[K";
    private static final String CUT_LONG_LINES = ESC + "[?7l";
    private static final String WRAP_LONG_LINES = ESC + "[?7h";
    private static final String HIDE_CURSOR = ESC + "[?25l";
    private static final String SHOW_CURSOR = ESC + "[?25h";

    private static final int MOST_MESSAGES = 5;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final Plan plan;
    private final Glyphs glyphs;
    private final Paint paint;
    private final PrintStream output;
    private final HeldErrors errors;
    private final Thread atExit = Thread.ofPlatform().name("restore-terminal").unstarted(this::restore);
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private TerminalSize size;
    private Function<TerminalSize, List<String>> content = anySize -> List.of();
    private boolean open = true;

    private Screen(Plan plan, TerminalSize size, Glyphs glyphs, Paint paint, PrintStream output, HeldErrors errors) {
        this.plan = plan;
        this.size = size;
        this.glyphs = glyphs;
        this.paint = paint;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Switches to the alternate screen.
     *
     * @param errors the held lines, which are shown, and released when the screen is closed
     */
    static Screen open(
            Plan plan, TerminalSize size, Glyphs glyphs, Paint paint, PrintStream output, HeldErrors errors) {
        Screen screen = new Screen(plan, size, glyphs, paint, output, errors);
        try {
            Runtime.getRuntime().addShutdownHook(screen.atExit);
        } catch (IllegalStateException e) {
            // the program is ending: the end of the run closes the screen
        }
        screen.write(ENTER_ALTERNATE + CLEAR + CUT_LONG_LINES + HIDE_CURSOR);
        errors.onLine(screen::refresh);
        return screen;
    }

    @Override
    public void starting(int ready, int tasks) {
        draw(anySize -> Picture.ofStart(plan, ready, tasks));
    }

    @Override
    public void show(Scene scene) {
        draw(present -> Picture.fits(plan, present)
                ? new Picture(plan, present, glyphs, paint).draw(scene)
                : Picture.ofSmallTerminal(plan, scene));
    }

    /** Draws the picture again for this size: the terminal may have moved or cut the lines of the previous frame. */
    void resized(TerminalSize present) {
        lock.lock();
        try {
            size = present;
            if (open) {
                write(CLEAR + frame());
            }
        } finally {
            lock.unlock();
        }
    }

    private void draw(Function<TerminalSize, List<String>> next) {
        lock.lock();
        try {
            content = next;
            refresh();
        } finally {
            lock.unlock();
        }
    }

    private void refresh() {
        lock.lock();
        try {
            if (open) {
                write(frame());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The cursor stays on a free line below the frame, where the terminal echoes typed characters. */
    private String frame() {
        List<String> lines = new ArrayList<>(content.apply(size));
        int linesLeft = size.lines() - 1 - lines.size();
        boolean gap = linesLeft > MOST_MESSAGES;
        List<String> messages = errors.last(Math.min(MOST_MESSAGES, linesLeft));
        if (gap && !messages.isEmpty()) {
            lines.add("");
        }
        messages.forEach(message -> lines.add(CONTROLS.matcher(message).replaceAll(" ")));
        StringBuilder frame = new StringBuilder();
        int shown = Math.min(lines.size(), size.lines() - 1);
        for (int i = 0; i < shown; i++) {
            frame.append(moveToLine(i + 1)).append(CLEAR_REST_OF_LINE).append(lines.get(i));
        }
        return frame.append(moveToLine(shown + 1)).append(CLEAR_BELOW).toString();
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the program is ending: the hook runs, and has nothing to do
        }
    }

    private void restore() {
        lock.lock();
        try {
            if (open) {
                open = false;
                write(SHOW_CURSOR + WRAP_LONG_LINES + LEAVE_ALTERNATE);
                errors.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private static String moveToLine(int line) {
        return ESC + "[" + line + ";1H";
    }

    private void write(String text) {
        output.print(text);
        output.flush();
    }
}
