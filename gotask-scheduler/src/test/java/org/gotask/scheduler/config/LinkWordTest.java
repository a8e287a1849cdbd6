package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.gotask.link.LinkKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LinkWordTest {

    private final List<String> hints = new ArrayList<>();
    private final LinkWord word = new LinkWord(hints::add);

    @ParameterizedTest
    @CsvSource({"strong, RELIABLE, reliable", "Plain, MESOSGOT, mesosgot"})
    void acceptsTheWordOfAFormerVersionAndNamesThePresentOne(String former, LinkKind kind, String present) {
        assertThat(word.convert(former)).isEqualTo(kind);

        assertThat(hints).containsExactly("--link=" + former + " is now called --link=" + present);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reliable", "RELIABLE", " reliable "})
    void acceptsThePresentWordWithoutAHint(String present) {
        assertThat(word.convert(present)).isEqualTo(LinkKind.RELIABLE);

        assertThat(hints).isEmpty();
    }

    @Test
    void refusesAnyOtherWord() {
        assertThatThrownBy(() -> word.convert("strongest"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'strongest' is not a link; expected reliable or mesosgot");
    }
}
