package org.gotask.mesos.local.pages;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/**
 * Writes maps, collections, strings, numbers and booleans as JSON. {@link Integer} and {@link Long} have no fraction,
 * {@link Double} has one. Stateless.
 */
final class JsonWriter {

    private JsonWriter() {}

    /**
     * The JSON text of a value.
     *
     * @throws IllegalArgumentException if it contains a value of another type
     */
    static String write(Object value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                out.append('{');
                String separator = "";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator);
                    appendText(out, String.valueOf(entry.getKey()));
                    out.append(':');
                    append(out, entry.getValue());
                    separator = ",";
                }
                out.append('}');
            }
            case Collection<?> list -> {
                out.append('[');
                String separator = "";
                for (Object item : list) {
                    out.append(separator);
                    append(out, item);
                    separator = ",";
                }
                out.append(']');
            }
            case Double number -> out.append(real(number));
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Boolean flag -> out.append(flag.booleanValue());
            case CharSequence text -> appendText(out, text);
            default ->
                throw new IllegalArgumentException(
                        "no JSON form: type=" + value.getClass().getName());
        }
    }

    /** A number without exponent and with a fraction; 0 if it is not finite, which JSON cannot represent. */
    private static String real(double number) {
        String text = Double.isFinite(number) ? BigDecimal.valueOf(number).toPlainString() : "0";
        return text.contains(".") ? text : text + ".0";
    }

    private static void appendText(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && !isPaired(text, i)) || c == '\u2028' || c == '\u2029') {
                        out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isPaired(CharSequence text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
