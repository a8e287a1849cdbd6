package org.gotask.system.strangers;

import java.nio.charset.StandardCharsets;

/**
 * What an intruder's request was answered.
 *
 * @param status the HTTP status; 0 if the connection was refused or ended without an answer
 * @param body as text
 */
record Answer(int status, String body) {

    static final Answer NONE = new Answer(0, "");

    static Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith("HTTP/1.")) {
            return NONE;
        }
        int head = text.indexOf("\r\n\r\n");
        return new Answer(Integer.parseInt(text.split("[ \r]", 3)[1]), head < 0 ? "" : text.substring(head + 4));
    }
}
