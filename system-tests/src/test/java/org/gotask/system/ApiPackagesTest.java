package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A release compares the API, which is the packages that the modules export to everybody. */
class ApiPackagesTest {

    private static final Pattern COMPARED = Pattern.compile("<include>(org\\.gotask[^<]*)</include>");
    private static final Pattern EXPORTED = Pattern.compile("^ *exports ([a-z.]+);", Pattern.MULTILINE);

    /** The module without a descriptor, see decision 0009. */
    private static final String ZOOKEEPER = "org.gotask.mesos.zookeeper";

    @Test
    void allExportedPackagesAreCompared() throws IOException {
        List<String> exported = new ArrayList<>(List.of(ZOOKEEPER));
        try (Stream<Path> modules = Files.list(AppProcess.PROJECT)) {
            for (Path module : modules.toList()) {
                Path descriptor = module.resolve("src/main/java/module-info.java");
                if (Files.exists(descriptor)) {
                    exported.addAll(find(EXPORTED, Files.readString(descriptor)));
                }
            }
        }

        assertThat(find(COMPARED, Files.readString(AppProcess.PROJECT.resolve("pom.xml"))))
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(exported);
    }

    private static List<String> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
