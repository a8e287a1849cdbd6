package org.gotask.scheduler.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times such as {@code 500ms}, {@code 30s}, {@code 5m} or {@code 2h}. */
final class DurationText implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m|h)");

    private static final Duration LONGEST_IN_MILLIS = Duration.ofMillis(Long.MAX_VALUE);

    /** The time in the largest unit that expresses it in whole numbers; for messages. */
    static String of(Duration time) {
        if (time.abs().compareTo(LONGEST_IN_MILLIS) > 0) {
            return time.toSeconds() + "s";
        }
        if (time.toNanosPart() % 1_000_000 != 0 || time.isZero()) {
            return BigDecimal.valueOf(time.toSeconds())
                            .add(BigDecimal.valueOf(time.toNanosPart(), 9))
                            .stripTrailingZeros()
                            .toPlainString()
                    + "s";
        }
        long millis = time.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

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
