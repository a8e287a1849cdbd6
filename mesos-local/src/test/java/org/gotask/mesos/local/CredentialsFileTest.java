package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gotask.mesos.auth.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsFileTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatMesosReads() throws Exception {
        assertThat(CredentialsFile.read(file("""
                {"credentials": [
                  {"principal": "frameworks", "secret": "framework secret"},
                  {"principal": "agents", "secret": "s\\u00fc\\u00df"}
                ]}
                """)))
                .containsExactly(
                        Credential.of("frameworks", "framework secret"), Credential.of("agents", "s\u00fc\u00df"));
    }

    @Test
    void readsTheOldForm() throws Exception {
        assertThat(CredentialsFile.read(file("frameworks  one\r\n\n\tagents\ttwo\n")))
                .containsExactly(Credential.of("frameworks", "one"), Credential.of("agents", "two"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            p hidden more                                        | malformed credential: line 1
            p                                                    | malformed credential: line 1
            ' '                                                  | credentials file is empty
            {"credentials":[{"principal":"p","secret":"hidden"}  | credentials file is malformed JSON
            {"credentials":[{"principal":"p","secret":hid den}]} | credentials file is malformed JSON
            {"principal":"p","secret":"hidden"}                  | credentials file has no credentials
            {"credentials":["hidden"]}                           | credentials file is malformed JSON
            {"credentials":[{"principal":"p"}]}                  | credential without principal or secret: number 1
            {"credentials":[{"principal":"a b","secret":"hidden"}]} | principal contains a blank or a control character
            {"credentials":[{"principal":"p","secret":""}]}      | secret is empty: principal=p, number 1
            """)
    void tellsEachMistakeInOneLineWithoutTheSecret(String text, String message) {
        assertThatThrownBy(() -> CredentialsFile.read(file(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(folder.toString())
                .hasMessageNotContaining("hidden")
                .message()
                .hasLineCount(1);
    }

    @Test
    void namesAByteOrderMark() {
        for (String text : new String[] {"\uFEFFp hidden", "\uFEFF{\"principal\":\"p\",\"secret\":\"hidden\"}"}) {
            assertThatThrownBy(() -> CredentialsFile.readOne(file(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("credentials file begins with a byte order mark: " + folder.resolve("credentials")
                            + "; save it without one");
        }
    }

    @Test
    void missesTheFile() {
        assertThatThrownBy(() -> CredentialsFile.read(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessage("credentials file does not exist: " + folder.resolve("none"));
        assertThatThrownBy(() -> CredentialsFile.read(file("p one\np two\n")))
                .hasMessageStartingWith("principal given twice: principal=p");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("credentials"), text);
    }
}
