package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/new-app} creates a project named after its folder. {@link NewAppIT} builds and runs one. */
class NewAppTest {

    @TempDir
    Path folder;

    @Test
    void nameOfTheFolderIsThatOfTheProjectItsJarsAndItsClasses() throws Exception {
        Path project = folder.resolve("a folder/lamp-post2");

        try (AppProcess script = newApp(project.toString())) {
            assertThat(script.awaitExit()).as(script.output()).isZero();
            assertThat(script.out()).anyMatch(line -> line.contains("target/lamp-post2-scheduler.jar"));
        }

        assertThat(filesIn(project))
                .containsExactlyInAnyOrder(
                        "pom.xml",
                        "src/main/java/LampPost2Executor.java",
                        "src/main/java/LampPost2Scheduler.java",
                        "src/main/resources/logback.xml");
        assertThat(project.resolve("pom.xml"))
                .content()
                .contains("<artifactId>lamp-post2<", "<mainClass>LampPost2Scheduler<", "target/lamp-post2-executor.jar")
                .doesNotContainIgnoringCase("words");
        assertThat(project.resolve("src/main/java/LampPost2Scheduler.java"))
                .content()
                .contains("class LampPost2Scheduler {");
    }

    @Test
    void emptyFolderIsFilled() throws Exception {
        Path project = Files.createDirectory(folder.resolve("lamps"));

        try (AppProcess script = newApp(project.toString())) {
            assertThat(script.awaitExit()).as(script.output()).isZero();
        }

        assertThat(project.resolve("pom.xml")).exists();
    }

    @Test
    void folderWithFilesIsLeftAlone() throws Exception {
        Path project = Files.createDirectory(folder.resolve("lamps"));
        Files.writeString(project.resolve("notes"), "mine");

        assertRefused("is not empty", project.toString());

        assertThat(filesIn(project)).containsExactly("notes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lamps", "2lamps", "lamps-", "my--lamps", "my lamps", "my_lamps", "lamps!", "-lamps"})
    void invalidNameIsRefused(String name) throws Exception {
        Path project = folder.resolve(name);

        assertRefused("'" + name + "' cannot name a project", project.toString());

        assertThat(project).doesNotExist();
    }

    @Test
    void wrongNumberOfArgumentsIsRefused() throws Exception {
        assertRefused("no folder given");
        assertRefused("one folder expected", "lamps", "posts");
        assertRefused("unknown option", "--lamps");
    }

    /** One source of the program: the README explains the classes that the template contains. */
    @Test
    void templateContainsTheFirstApplicationOfTheReadme() throws IOException {
        for (String file : List.of("WordsScheduler.java", "WordsExecutor.java")) {
            assertThat(AppProcess.PROJECT
                            .resolve("examples/template/src/main/java")
                            .resolve(file))
                    .content()
                    .isEqualTo(ReadmePrograms.files().get(file));
        }
    }

    private void assertRefused(String reason, String... args) throws Exception {
        try (AppProcess script = newApp(args)) {
            assertThat(script.awaitExit()).as(script.output()).isEqualTo(2);
            assertThat(script.out()).isEmpty();
            assertThat(script.err())
                    .singleElement()
                    .asString()
                    .startsWith("new-app: ")
                    .contains(reason);
        }
    }

    private AppProcess newApp(String... args) throws IOException {
        return start(folder.resolve("stage"), args);
    }

    static AppProcess start(Path stage, String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(AppProcess.PROJECT.resolve("scripts/new-app").toString()));
        command.addAll(List.of(args));
        return AppProcess.command(stage, command);
    }

    private static List<String> filesIn(Path project) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> project.relativize(file).toString())
                    .toList();
        }
    }
}
