package org.gotask.examples.elevator.control;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Draws a run on a terminal, each picture over the one before. Messages that others print meanwhile appear below the
 * picture: only the part of the terminal below it scrolls. The terminal is put back in order when the screen is closed,
 * or else when the program ends. Thread-safe. The control sequences are those of ECMA-48 and the VT100.
 */
final class Screen implements Display {

    private static final String ESC = "\u001b";
    private static final String CLEAR = ESC + "[2J";
    private static final String HIDE_CURSOR = ESC + "[?25l";
    private static final String SHOW_CURSOR = ESC + "[?25h";
    private static final String SAVE_CURSOR = ESC + "7";
    private static final String RESTORE_CURSOR = ESC + "8";
    private static final String SCROLL_ALL = ESC + "[r";
    private static final String CLEAR_REST_OF_LINE = ESC + "[K";

    private final Building building;
    private final PrintStream output;
    private final Thread atExit = Thread.ofPlatform().name("restore-terminal").unstarted(this::restore);
    private final ReentrantLock lock = new ReentrantLock();
    private boolean open = true;

    private Screen(Building building, PrintStream output) {
        this.building = building;
        this.output = output;
    }

    /** Clears the terminal and keeps its upper lines for the picture. */
    static Screen open(Building building, int pictureLines, PrintStream output) {
        Screen screen = new Screen(building, output);
        Runtime.getRuntime().addShutdownHook(screen.atExit);
        int below = pictureLines + 1;
        screen.write(CLEAR + HIDE_CURSOR + ESC + "[" + below + "r" + moveToLine(below));
        return screen;
    }

    @Override
    public void show(Scene scene) {
        List<String> lines = building.draw(scene);
        StringBuilder picture = new StringBuilder(SAVE_CURSOR);
        for (int i = 0; i < lines.size(); i++) {
            picture.append(moveToLine(i + 1)).append(lines.get(i)).append(CLEAR_REST_OF_LINE);
        }
        lock.lock();
        try {
            if (open) {
                write(picture.append(RESTORE_CURSOR).toString());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the program is ending already: the hook runs, and finds nothing to do
        }
    }

    private void restore() {
        lock.lock();
        try {
            if (open) {
                open = false;
                write(SAVE_CURSOR + SCROLL_ALL + RESTORE_CURSOR + SHOW_CURSOR);
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
