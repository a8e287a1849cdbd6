package org.gotask.examples.elevator.control;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Draws a run on a terminal, each frame over the previous one. Other output of the program appears below the frame,
 * because only the lines below it scroll. The terminal is restored when the screen is closed, or else when the program
 * ends. Thread-safe. The control sequences are those of ECMA-48 and the VT100.
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

    private final Picture picture;
    private final PrintStream output;
    private final Thread atExit = Thread.ofPlatform().name("restore-terminal").unstarted(this::restore);
    private final ReentrantLock lock = new ReentrantLock();
    private boolean open = true;

    private Screen(Picture picture, PrintStream output) {
        this.picture = picture;
        this.output = output;
    }

    /** Clears the terminal and reserves its upper lines for the picture. */
    static Screen open(Picture picture, int pictureLines, PrintStream output) {
        Screen screen = new Screen(picture, output);
        Runtime.getRuntime().addShutdownHook(screen.atExit);
        int below = pictureLines + 1;
        screen.write(CLEAR + HIDE_CURSOR + ESC + "[" + below + "r" + moveToLine(below));
        return screen;
    }

    @Override
    public void show(Scene scene) {
        List<String> lines = picture.draw(scene);
        StringBuilder frame = new StringBuilder(SAVE_CURSOR);
        for (int i = 0; i < lines.size(); i++) {
            frame.append(moveToLine(i + 1)).append(lines.get(i)).append(CLEAR_REST_OF_LINE);
        }
        lock.lock();
        try {
            if (open) {
                write(frame.append(RESTORE_CURSOR).toString());
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
            // the program is ending: the hook runs, and has nothing to do
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
