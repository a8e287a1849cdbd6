package org.gotask.scheduler.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words are separated and quoted as by a shell, which is asked. */
class ShellWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \t ",
                "-Xss1m  -Dx=y",
                "-Dx=\"a b\"",
                "'-Dx=a  b' c",
                "\"a'b\" 'c\"d'",
                "a'b'\"c\"d",
                "'' \"\" x",
                "\\\"a\\\" b\\ c",
                "\"a \\\" b\"",
                "\"a\\b\\\\c\"",
                "'a\\b'",
                "tab\there",
                "\"two\nlines\""
            })
    void areThoseOfAShell(String text) throws Exception {
        assertThat(ShellWords.split(text)).isEqualTo(wordsOfShell(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "two words", "it's", "\"", "\\", "$HOME `id` *", "a\nb"})
    void quotedWordIsOneWordOfAShell(String word) throws Exception {
        assertThat(wordsOfShell(ShellWords.quote(word))).containsExactly(word);
        assertThat(ShellWords.split(ShellWords.quote(word))).containsExactly(word);
    }

    /** The end of each word is a NUL, since any other character may be part of one. */
    private static List<String> wordsOfShell(String text) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "for word in " + text + "\ndo printf '%s\\0' \"$word\"; done")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return output.isEmpty()
                ? List.of()
                : List.of(output.substring(0, output.length() - 1).split("\0", -1));
    }
}
