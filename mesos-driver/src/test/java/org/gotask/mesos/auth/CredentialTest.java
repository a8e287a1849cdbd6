package org.gotask.mesos.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are read from files, and never shown. */
class CredentialTest {

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content);
    }

    @Test
    void neverShowsItsSecret() {
        Credential credential = Credential.of("frameworks", "hush-hush");

        assertThat(credential).hasToString("Credential[principal=frameworks, secret=(not shown)]");
        assertThat(new CramMd5().prove(credential).toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({"plain, plain", "'line\n', line", "'dos\r\n', dos", "'two\n\n', 'two\n'", "' blank ', ' blank '"})
    void secretFileIsReadWithoutItsLineEnd(String content, String secret) throws IOException {
        assertThat(Credential.fromFile("p", file(content))).isEqualTo(Credential.of("p", secret));
    }

    @Test
    void secretMayBeAnyBytes() throws IOException {
        byte[] bytes = {0, -1, 13, 10, 7};
        Files.write(folder.resolve("secret"), bytes);

        assertThat(Credential.fromFile("p", folder.resolve("secret")).secret()).isEqualTo(ByteString.copyFrom(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void emptySecretFileIsRefused(String content) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> Credential.fromFile("p", file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret file is empty: " + file);
    }

    @Test
    void fileThatCannotBeASecretIsRefusedByName() throws IOException {
        Path large = file("x".repeat(65537));

        assertThatThrownBy(() -> Credential.fromFile("p", large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret file is too long: " + large + ", expected at most 65536 bytes");
        assertThatThrownBy(() -> Credential.fromFile("p", folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("secret file cannot be read: " + folder);
        assertThatThrownBy(() -> Credential.fromFile("p", folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessage("secret file does not exist: " + folder.resolve("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "tab\tbed", "line\n", "nul\0"})
    void malformedPrincipalIsRefused(String principal) {
        assertThatThrownBy(() -> Credential.of(principal, "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("principal (has an invalid length|contains a blank or a control character).*")
                .hasMessageNotContaining("secret");
    }

    @Test
    void emptySecretIsRefused() {
        assertThatThrownBy(() -> Credential.of("p", "")).hasMessage("secret is empty: principal=p");
    }

    @Test
    void equalsBySecretToo() {
        assertThat(Credential.of("p", "a"))
                .isEqualTo(Credential.of("p", "a"))
                .hasSameHashCodeAs(Credential.of("p", "b"));
        assertThat(Credential.of("p", "a")).isNotEqualTo(Credential.of("p", "b"));
        assertThat(Credential.of("p", "a")).isNotEqualTo(Credential.of("q", "a"));
    }
}
