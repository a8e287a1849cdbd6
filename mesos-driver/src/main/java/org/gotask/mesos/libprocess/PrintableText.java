package org.gotask.mesos.libprocess;

/** Text of unknown origin, made safe to quote in an error message. Stateless. */
final class PrintableText {

    private PrintableText() {}

    /** The text cut to a length, with a question mark for each character that is not printable ASCII. */
    static String of(String text, int maxLength) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength) + 1);
        for (int i = 0; i < text.length() && i < maxLength; i++) {
            char c = text.charAt(i);
            safe.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return text.length() > maxLength ? safe.append("...").toString() : safe.toString();
    }
}
