package org.gotask.mesos.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that every user of the machine can read causes a warning. */
class SecretFileTest {

    private Path folder;
    private Path file;

    @BeforeEach
    void create() throws IOException {
        // in the system's temporary directory, which every user can enter
        folder = Files.createTempDirectory("gotask-secret-file-test");
        file = Files.writeString(folder.resolve("secret"), "hush");
        set(folder, "rwxr-xr-x");
    }

    @AfterEach
    void remove() throws IOException {
        Files.delete(file);
        Files.delete(folder);
    }

    @Test
    void warnsIfEverybodyCanReadTheFile() throws IOException {
        set(file, "rw-r--r--");

        assertThat(SecretFile.warning(file))
                .contains("every user of this machine can read the secret in " + file + "; chmod 600 " + file);
    }

    @Test
    void fileOfItsUserIsNoReasonToWarn() throws IOException {
        set(file, "rw-------");

        assertThat(SecretFile.warning(file)).isEmpty();
    }

    @Test
    void directoryThatOthersCannotEnterProtectsTheFile() throws IOException {
        set(file, "rw-r--r--");
        set(folder, "rwx------");

        assertThat(SecretFile.warning(file)).isEmpty();
    }

    @Test
    void fileThatDoesNotExistIsNoReasonToWarn() {
        assertThat(SecretFile.warning(folder.resolve("none"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        hush |ends with white space
        hush\\t|ends with white space
        hush\\n\\n|ends with white space
         hush|begins with white space
        frameworks hush|begins with the principal
        frameworks\\thush|begins with the principal
        {"principal":"frameworks","secret":"hush"}|looks like JSON
        hush\\nhush|has several lines
        \uFEFFhush|begins with a byte order mark
        """)
    void saysWhatIsOddAboutTheContents(String content, String mistake) throws IOException {
        Files.writeString(file, content.translateEscapes());

        assertThat(oddity())
                .hasValueSatisfying(warning -> assertThat(warning)
                        .startsWith("the secret file " + mistake + ": " + file + "; ")
                        .doesNotContain("hush"));
    }

    @Test
    void textInUtf16IsOdd() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.write(file, "\uFEFFhush".getBytes(charset));

            assertThat(oddity().orElse("")).startsWith("the secret file is text in UTF-16: " + file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hush", "hush\n", "hush\r\n", "two words", "frameworks", "frameworks2", "{hush}", "s\u00fc\u00df"
            })
    void ordinarySecretIsNotOdd(String content) throws IOException {
        Files.writeString(file, content);

        assertThat(oddity()).isEmpty();
    }

    private Optional<String> oddity() throws IOException {
        return SecretFile.oddity(file, Credential.fromFile("frameworks", file));
    }

    private static void set(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
