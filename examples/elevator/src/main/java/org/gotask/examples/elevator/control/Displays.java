package org.gotask.examples.elevator.control;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Chooses the display of a run. */
final class Displays {

    private Displays() {}

    /** A picture if the output is a terminal that is large enough for it, otherwise lines. */
    static Display open(Plan plan) throws InterruptedException {
        if (isTerminal(System.getenv())) {
            TerminalSize size = TerminalSize.ask();
            if (Picture.fits(plan, size)) {
                return screen(plan, size);
            }
        }
        return new PeriodLines(plan, System.out);
    }

    private static Screen screen(Plan plan, TerminalSize size) {
        Glyphs glyphs = Glyphs.forCharset(System.out.charset());
        Screen screen = Screen.open(plan, size, glyphs, Paint.COLOUR, System.out, HeldErrors.ofStandardError());
        ReentrantLock oneByOne = new ReentrantLock(); // so that the screen gets the latest size last
        ResizeSignal.onResize(() -> {
            oneByOne.lock();
            try {
                screen.resized(TerminalSize.ask());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                oneByOne.unlock();
            }
        });
        return screen;
    }

    @SuppressWarnings("SystemConsoleNull") // with the property set, it is null if there is no terminal
    private static boolean isTerminal(Map<String, String> env) {
        // Java 22 to 24 have another console by default, which exists even without a terminal
        System.setProperty("jdk.console", "java.base");
        String term = env.getOrDefault("TERM", "");
        return System.console() != null && !term.isEmpty() && !term.equals("dumb");
    }
}
