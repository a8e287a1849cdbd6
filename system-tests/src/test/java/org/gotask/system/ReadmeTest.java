package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises holds: its application compiles as printed, and its links lead somewhere. */
class ReadmeTest {

    private static final Pattern PROGRAM =
            Pattern.compile("<!-- file: (\\w+\\.java) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

    @TempDir
    Path folder;

    @Test
    void itsApplicationCompilesAsPrinted() throws IOException {
        Matcher programs = PROGRAM.matcher(readme());
        while (programs.find()) {
            Files.writeString(folder.resolve(programs.group(1)), programs.group(2));
        }
        List<Path> sources = List.of(folder.resolve("WordsExecutor.java"), folder.resolve("WordsScheduler.java"));

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    folder.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();

            assertThat(compiled).as(messages.toString()).isTrue();
        }
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
        Matcher scripts = Pattern.compile("scripts/[a-z-]+").matcher(readme());
        while (scripts.find()) {
            assertThat(AppProcess.PROJECT.resolve(scripts.group())).isExecutable();
        }
    }

    private static String readme() throws IOException {
        return Files.readString(AppProcess.PROJECT.resolve("README.md"));
    }
}
