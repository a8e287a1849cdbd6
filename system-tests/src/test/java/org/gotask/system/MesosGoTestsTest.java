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

/** {@code docs/mesos-go-tests.md} has a row for each test of mesos-go's, and names no test of ours that does not exist. */
class MesosGoTestsTest {

    private static final int TESTS_OF_MESOS_GO = 123;

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `Test\\w+` \\| \\S.* \\|$");
    private static final Pattern OURS = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");

    @Test
    void everyTestOfMesosGoHasItsRow() throws IOException {
        assertThat(ROW.matcher(table()).results()).hasSize(TESTS_OF_MESOS_GO);
    }

    @Test
    void everyTestNamedExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher ours = OURS.matcher(table());
        while (ours.find()) {
            String method = "void " + ours.group(2) + "(";
            if (!sources.getOrDefault(ours.group(1), "").contains(method)) {
                missing.add(ours.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String table() throws IOException {
        return Files.readString(AppProcess.PROJECT.resolve("docs/mesos-go-tests.md"));
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
