package org.gotask.system.strangers.program;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where an HTTP message ends, as far as an intruder has to know. */
final class Requests {

    private static final String END_OF_HEAD = "\r\n\r\n";

    private Requests() {}

    /** The length of the first message, head and body; -1 if there is more to come. */
    static int length(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int head = text.indexOf(END_OF_HEAD);
        if (head < 0) {
            return -1;
        }
        int whole = head + END_OF_HEAD.length() + contentLength(text.substring(0, head));
        return bytes.length < whole ? -1 : whole;
    }

    static boolean isWhole(byte[] bytes) {
        return length(bytes) >= 0;
    }

    private static int contentLength(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }
}
