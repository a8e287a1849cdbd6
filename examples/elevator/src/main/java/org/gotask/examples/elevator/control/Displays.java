package org.gotask.examples.elevator.control;

import java.util.Map;

/** Chooses the display of a run. */
final class Displays {

    private Displays() {}

    /** A picture if the output is a terminal that is large enough for it, otherwise lines. */
    static Display open(Plan plan) throws InterruptedException {
        if (isTerminal(System.getenv())) {
            TerminalSize size = TerminalSize.ask();
            if (Picture.fits(plan, size)) {
                Glyphs glyphs = Glyphs.forCharset(System.out.charset());
                Picture picture = new Picture(plan, size.columns(), glyphs, Paint.COLOUR);
                return Screen.open(picture, Picture.lines(plan), System.out);
            }
        }
        return new PeriodLines(plan, System.out);
    }

    @SuppressWarnings("SystemConsoleNull") // with the property set, it is null if there is no terminal
    private static boolean isTerminal(Map<String, String> env) {
        // Java 22 to 24 have another console by default, which exists even without a terminal
        System.setProperty("jdk.console", "java.base");
        String term = env.getOrDefault("TERM", "");
        return System.console() != null && !term.isEmpty() && !term.equals("dumb");
    }
}
