package org.gotask.scheduler.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses times such as {@code 500ms}, {@code 30s}, {@code 5m} or {@code 2h}. */
final class DurationText implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time; expected a number and a unit, such as 500ms, 30s, 5m or 2h");
        }
        long unitMillis = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        Duration duration = Duration.ofNanos((long) (Double.parseDouble(matcher.group(1)) * unitMillis * 1e6));
        if (duration.isZero()) {
            throw new TypeConversionException("'" + text + "' is out of range; expected more than 0");
        }
        return duration;
    }
}
