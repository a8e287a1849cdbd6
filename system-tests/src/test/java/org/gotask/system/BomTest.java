package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The BOM lists the modules that are published, in the version of this build, and has the metadata of the parent. */
class BomTest {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>gotask(?:-bom)?</artifactId>\\s*<version>([^<]+)<");
    private static final Pattern MANAGED =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>\\$\\{project.version}</version>");

    @Test
    void listsTheModulesThatAreDeployed() {
        List<String> deployed = find(MODULE, pom("."))
                .filter(module -> !module.equals("gotask-bom"))
                .filter(module -> !pom(module).contains("<maven.deploy.skip>true</maven.deploy.skip>"))
                .toList();

        assertThat(deployed).contains("gotask-api", "gotask-scheduler", "gotask-executor");
        assertThat(find(MANAGED, pom("gotask-bom"))).containsExactlyInAnyOrderElementsOf(deployed);
    }

    @Test
    void hasTheVersionOfTheBuild() {
        assertThat(find(VERSION, pom("gotask-bom")).findFirst())
                .isEqualTo(find(VERSION, pom(".")).findFirst())
                .isPresent();
    }

    /** Both poms are published, and neither is the parent of the other. */
    @ParameterizedTest
    @ValueSource(strings = {"url", "scm", "developers", "licenses"})
    void hasTheMetadataOfTheBuild(String element) {
        assertThat(section(element, pom("gotask-bom"))).isEqualTo(section(element, pom(".")));
    }

    /** The element at the top level of a pom, if it is there. */
    private static Optional<String> section(String element, String pom) {
        Pattern section = Pattern.compile("^  <%1$s>.*?</%1$s>".formatted(element), Pattern.DOTALL | Pattern.MULTILINE);
        return section.matcher(pom).results().map(MatchResult::group).findFirst();
    }

    private static Stream<String> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).distinct();
    }

    private static String pom(String module) {
        try {
            return Files.readString(AppProcess.PROJECT.resolve(module).resolve("pom.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
