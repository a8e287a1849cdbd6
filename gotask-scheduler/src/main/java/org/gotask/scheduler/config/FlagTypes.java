package org.gotask.scheduler.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.placement.PlacementStrategy;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The conversion of flags to the types of their values. Its messages have words for users, not names of types. */
final class FlagTypes {

    private FlagTypes() {}

    /** @param hints receives advice to the user, one line each */
    static void register(CommandLine commandLine, Consumer<String> hints) {
        ITypeConverter<Integer> wholeNumber = text -> number(text, Integer::valueOf, "a whole number");
        ITypeConverter<Double> number = text -> number(text, Double::valueOf, "a number");
        commandLine
                .registerConverter(int.class, wholeNumber)
                .registerConverter(Integer.class, wholeNumber)
                .registerConverter(double.class, number)
                .registerConverter(Double.class, number)
                .registerConverter(Path.class, FlagTypes::path)
                .registerConverter(PlacementStrategy.class, FlagTypes::placement)
                .registerConverter(Duration.class, new DurationText())
                .registerConverter(LinkKind.class, new LinkWord(hints));
    }

    private static <T> T number(String text, Function<String, T> parse, String expected) {
        try {
            return parse.apply(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not " + expected);
        }
    }

    /**
     * The path.
     *
     * @throws TypeConversionException if the text is not a path, for example in a locale without some of its letters
     */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + text + "' cannot be the name of a file in this locale: " + e.getReason());
        }
    }

    private static PlacementStrategy placement(String text) {
        for (PlacementStrategy strategy : PlacementStrategy.values()) {
            if (strategy.name().equalsIgnoreCase(text.strip())) {
                return strategy;
            }
        }
        throw new TypeConversionException("'" + text + "' is not a placement; expected "
                + Arrays.stream(PlacementStrategy.values())
                        .map(strategy -> strategy.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or ")));
    }
}
