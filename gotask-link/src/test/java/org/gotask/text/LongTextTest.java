package org.gotask.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.gotask.testing.LongTexts;
import org.junit.jupiter.api.Test;

/** What a peer may send is shown in a short line, in time that grows with its length only. */
class LongTextTest {

    @Test
    void lineIsCutAndPrintable() {
        LongTexts.all()
                .forEach(text -> assertThat(ForeignText.line(text))
                        .hasSizeLessThanOrEqualTo(ForeignText.MAX_CHARS + 1)
                        .matches(LongTexts::isPrintable));
    }
}
