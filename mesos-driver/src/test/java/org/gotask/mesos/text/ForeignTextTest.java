package org.gotask.mesos.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

    @Test
    void leavesWhatCanBeSeen() {
        for (String text : new String[] {"", "a  b", "größer als ≥ 3 µs", "日本語", "🙂", "C:\\x \"y\" %s {}"}) {
            assertThat(ForeignText.line(text)).isEqualTo(text);
        }
    }

    @Test
    void makesOneLineOfMany() {
        assertThat(ForeignText.line("one\ngotask: two\r\n\tthree \u0085 four\u2028five\u2029six\u000bseven\n"))
                .isEqualTo("one gotask: two three four five six seven");
    }

    @Test
    void sendsNoCommandsToATerminal() {
        assertThat(ForeignText.line("\u001b[31mred\u0007 \u009b2J\u007f\u0000x\u0008"))
                .isEqualTo("?[31mred? ?2J??x?");
    }

    @Test
    void doesNotTurnTheDirectionOfWriting() {
        assertThat(ForeignText.line("a\u202eb\u2066c\u200fd\u061ce\u200bf")).isEqualTo("a?b?c?d?e?f");
    }

    @Test
    void showsNoHalfCharacters() {
        assertThat(ForeignText.line("a\ud83db\ude42")).isEqualTo("a?b?");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(ForeignText.line("x".repeat(1000))).isEqualTo("x".repeat(1000));
        assertThat(ForeignText.line("x".repeat(1001))).isEqualTo("x".repeat(1000) + "…");
        assertThat(ForeignText.line("ab🙂", 3)).isEqualTo("ab…");
        assertThat(ForeignText.line("ab    c", 3)).isEqualTo("ab…");
    }

    /** Ten million blanks would take hours if each were examined again for each one that follows. */
    @Test
    void takesTimeInProportionToTheLength() {
        String blanks = " ".repeat(10_000_000);

        assertThat(ForeignText.line("a" + blanks)).isEqualTo("a");
        assertThat(ForeignText.line(blanks + "a")).isEqualTo("a");
        assertThat(ForeignText.line("a" + blanks + "\n" + blanks + "b")).isEqualTo("a b");
    }
}
