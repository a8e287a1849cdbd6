package org.gotask.examples.elevator.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The size of the terminal. */
record TerminalSize(int lines, int columns) {

    /** The size assumed if the terminal does not report one. */
    static final TerminalSize USUAL = new TerminalSize(24, 80);

    /** Asks the terminal on standard input, through {@code stty}; waits at most one second. */
    static TerminalSize ask() throws InterruptedException {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream answer = stty.getInputStream()) {
                if (stty.waitFor(1, TimeUnit.SECONDS)) {
                    return parse(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
                }
            } finally {
                stty.destroy();
            }
        } catch (IOException e) {
            // there is no stty here
        }
        return USUAL;
    }

    /** Reads the answer of {@code stty size}, for example {@code 24 80}; {@link #USUAL} if it is invalid. */
    static TerminalSize parse(String answer) {
        String[] words = answer.strip().split(" ", -1);
        try {
            if (words.length == 2) {
                int lines = Integer.parseInt(words[0]);
                int columns = Integer.parseInt(words[1]);
                return lines > 0 && columns > 0 ? new TerminalSize(lines, columns) : USUAL;
            }
        } catch (NumberFormatException e) {
            // no size, as with a serial line
        }
        return USUAL;
    }
}
