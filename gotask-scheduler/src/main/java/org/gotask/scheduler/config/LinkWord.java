package org.gotask.scheduler.config;

import java.util.function.Consumer;
import org.gotask.link.LinkKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the kind of the link; names of former versions are accepted with a hint. */
final class LinkWord implements ITypeConverter<LinkKind> {

    private final Consumer<String> hints;

    /** @param hints receives one line for each name of a former version */
    LinkWord(Consumer<String> hints) {
        this.hints = hints;
    }

    @Override
    public LinkKind convert(String word) {
        LinkKind kind;
        try {
            kind = LinkKind.parse(word);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + word + "' is not a link; " + e.getMessage());
        }
        if (!kind.word().equalsIgnoreCase(word.strip())) {
            hints.accept("--link=" + word.strip() + " is now called --link=" + kind.word());
        }
        return kind;
    }
}
