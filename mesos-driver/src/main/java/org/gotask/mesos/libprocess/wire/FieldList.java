package org.gotask.mesos.libprocess.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists of tokens in the values of HTTP headers. Stateless. */
final class FieldList {

    private FieldList() {}

    /**
     * The elements of a comma-separated list, in lower case and without surrounding blanks; empty elements are skipped
     * (RFC 9110, 5.6.1). Suits tokens, which are compared without regard to case, and contain neither commas nor quotes.
     */
    static List<String> tokens(String value) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int to = comma < 0 ? value.length() : comma;
            String token = trimmed(value, from, to);
            if (!token.isEmpty()) {
                tokens.add(token.toLowerCase(Locale.ROOT));
            }
            from = to + 1;
        }
        return tokens;
    }

    /** Without the blanks and tabs around it, and no other characters. */
    private static String trimmed(String value, int from, int to) {
        int first = from;
        int last = to;
        while (first < last && isBlank(value.charAt(first))) {
            first++;
        }
        while (last > first && isBlank(value.charAt(last - 1))) {
            last--;
        }
        return value.substring(first, last);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
