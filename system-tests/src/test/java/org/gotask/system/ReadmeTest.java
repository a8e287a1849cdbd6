package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises holds: its applications compile as printed, and its links lead somewhere. */
class ReadmeTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

    @TempDir
    Path folder;

    @Test
    void itsApplicationsCompileAsPrinted() throws IOException {
        assertThat(ReadmePrograms.compile(folder).names())
                .containsExactly("WordsExecutor", "WordsScheduler", "Primes", "PrimesExecutor", "PrimesScheduler");
    }

    @Test
    void itsLinksAndThoseOfTheDocumentsLeadSomewhere() throws IOException {
        for (String document : List.of("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/own-app.md")) {
            Path file = AppProcess.PROJECT.resolve(document);
            Matcher links = LINK.matcher(Files.readString(file));
            while (links.find()) {
                assertThat(file.resolveSibling(links.group(1)))
                        .as("link in %s", document)
                        .exists();
            }
        }
    }

    @Test
    void itsScriptsCanBeRun() throws IOException {
        Matcher scripts = Pattern.compile("scripts/[a-z-]+").matcher(ReadmePrograms.readme());
        while (scripts.find()) {
            assertThat(AppProcess.PROJECT.resolve(scripts.group())).isExecutable();
        }
    }
}
