package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the Maven of this build on another project, without a network. Its local repository is a new folder that contains
 * the modules of this build. All other libraries and plugins come from the local repository of this build, which is only
 * read: it stands in for all remote repositories.
 */
final class OfflineMaven {

    private static final Path MAVEN = Path.of(System.getProperty("gotask.maven", ""), "bin", "mvn");
    private static final Path BUILD_REPOSITORY = Path.of(System.getProperty(
            "gotask.repository",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));

    private final Path settings;
    private final Path repository;

    private OfflineMaven(Path settings, Path repository) {
        this.settings = settings;
        this.repository = repository;
    }

    /** Installs the modules of this build into a repository below the folder. */
    static OfflineMaven withThisBuild(Path folder) throws IOException {
        Path repository = Files.createDirectories(folder.resolve("repository"));
        Path settings = Files.writeString(folder.resolve("settings.xml"), """
            <settings>
              <mirrors>
                <mirror>
                  <id>libraries-of-the-build</id>
                  <mirrorOf>*</mirrorOf>
                  <url>%s</url>
                </mirror>
              </mirrors>
            </settings>
            """.formatted(
                        BUILD_REPOSITORY.toAbsolutePath().toUri()));
        OfflineMaven maven = new OfflineMaven(settings, repository);
        List<Path> jars = modules();
        assertThat(jars).as("run by verify, after the jars are built").isNotEmpty();
        for (Path jar : jars) {
            Path module = jar.resolve("../..").normalize();
            String artifact = module.getFileName().toString();
            String version = jar.getFileName()
                    .toString()
                    .substring(artifact.length() + 1)
                    .replace(".jar", "");
            maven.install(artifact, version, "jar", jar);
            maven.install(artifact, version, "pom", module.resolve("pom.xml"));
            maven.install("gotask", version, "pom", AppProcess.PROJECT.resolve("pom.xml"));
            maven.install("gotask-bom", version, "pom", AppProcess.PROJECT.resolve("gotask-bom/pom.xml"));
        }
        return maven;
    }

    /** The jars of the modules on the class path of the tests. */
    private static List<Path> modules() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry ->
                        entry.startsWith(AppProcess.PROJECT) && entry.toString().endsWith(".jar"))
                .toList();
    }

    private void install(String artifact, String version, String type, Path file) throws IOException {
        Path folder = Files.createDirectories(
                repository.resolve("org/gotask").resolve(artifact).resolve(version));
        Path installed = folder.resolve(artifact + "-" + version + "." + type);
        if (!Files.exists(installed)) {
            Files.copy(file, installed);
        }
    }

    /** The command that runs goals in a project. */
    List<String> command(Path project, String... goals) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "MAVEN_OPTS=" + String.join(" ", AppProcess.SHORT_LIVED),
                Files.isExecutable(MAVEN) ? MAVEN.toString() : "mvn",
                "-B",
                "-ntp",
                "-q",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + repository,
                "-f",
                project.resolve("pom.xml").toString()));
        command.addAll(List.of(goals));
        return command;
    }
}
