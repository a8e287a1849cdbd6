package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docs/mesos-go-tests.md} has a row for each test of mesos-go's, {@code docs/driver-tests.md} one for each promise of
 * the driver, and both name no test of ours that does not exist.
 */
class MesosGoTestsTest {

    private static final int TESTS_OF_MESOS_GO = 123;

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `Test\\w+` \\| \\S.* \\|$");
    private static final Pattern OURS = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");

    @Test
    void everyTestOfMesosGoHasItsRow() throws IOException {
        assertThat(ROW.matcher(table("mesos-go-tests")).results()).hasSize(TESTS_OF_MESOS_GO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mesos-go-tests", "driver-tests"})
    void everyTestNamedExists(String document) throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher ours = OURS.matcher(table(document));
        while (ours.find()) {
            String method = "void " + ours.group(2) + "(";
            if (!sources.getOrDefault(ours.group(1), "").contains(method)) {
                missing.add(ours.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(OURS.matcher(table(document)).results()).hasSizeGreaterThan(50);
    }

    private static String table(String document) throws IOException {
        return Files.readString(AppProcess.PROJECT.resolve("docs/" + document + ".md"));
    }

    /** The text of each test class, by its name. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(AppProcess.PROJECT)) {
            for (Path module : modules.map(path -> path.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        // two modules may have classes of one name
                        sources.merge(
                                file.getFileName().toString().replace(".java", ""),
                                Files.readString(file),
                                String::concat);
                    }
                }
            }
        }
        return sources;
    }
}
