package org.gotask.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LinkKindTest {

    @ParameterizedTest
    @EnumSource(LinkKind.class)
    void isRecognizedByItsAnnouncementAndItsWord(LinkKind kind) {
        assertThat(LinkKind.announcedBy(kind.announcement())).contains(kind);
        assertThat(LinkKind.parse(kind.word())).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"strong, RELIABLE", "plain, MESOSGOT", "' Reliable ', RELIABLE"})
    void acceptsTheFormerWordsAndAnyCase(String word, LinkKind kind) {
        assertThat(LinkKind.parse(word)).isEqualTo(kind);
    }

    @Test
    void refusesAnyOtherWord() {
        assertThatThrownBy(() -> LinkKind.parse("strongest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected reliable or mesosgot");
    }

    @Test
    void recognizesNoKindInAnotherAnnouncement() {
        assertThat(LinkKind.announcedBy(new byte[0])).isEmpty();
        assertThat(LinkKind.announcedBy("gotask-link/reliable-9".getBytes(UTF_8)))
                .isEmpty();
    }
}
