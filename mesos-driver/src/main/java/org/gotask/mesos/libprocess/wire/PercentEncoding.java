package org.gotask.mesos.libprocess.wire;

import java.nio.charset.StandardCharsets;

/** The percent encoding of URL paths. Stateless. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes {@code %xx} in a URL path; the bytes are UTF-8.
     *
     * @throws MalformedRequestException if two hexadecimal digits do not follow a percent sign
     */
    static String decode(String text) throws MalformedRequestException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out[length++] = in[i];
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new MalformedRequestException(400, "percent sign without two hexadecimal digits in the path");
            }
            out[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /** Writes a process id as one path segment. Parentheses stay as they are, as in Mesos. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '%' || c == '/' || c == '?' || c == '#') {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }
}
