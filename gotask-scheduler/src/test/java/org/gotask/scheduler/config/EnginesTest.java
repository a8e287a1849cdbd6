package org.gotask.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.scheduler.config.TestCommandLine.engine;
import static org.gotask.scheduler.config.TestCommandLine.problems;
import static org.gotask.scheduler.config.TestCommandLine.valid;
import static org.gotask.scheduler.config.TestCommandLine.warnings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.scheduler.cluster.ClusterProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The selection of an engine, and its own flags. */
class EnginesTest {

    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();
    private Path jar = Path.of("unset");

    @BeforeEach
    void makeJar() throws IOException {
        jar = Files.createFile(folder.resolve("app.jar"));
    }

    @Test
    void mesosIsInstalled() {
        assertThat(Engines.installed().select("m:5050", problems::add).map(ClusterProvider::name))
                .contains("Mesos");
    }

    @Test
    void singleEngineIsSelectedForEveryClusterAndExplainsMistakesItself() {
        assertThat(select("of no known form", "red")).contains("red");
        assertThat(problems).isEmpty();
    }

    @Test
    void engineThatAcceptsTheClusterIsSelectedAmongSeveral() {
        assertThat(select("blue:1", "red", "blue")).contains("blue");
        assertThat(problems).isEmpty();
    }

    @Test
    void clusterThatNoEngineAcceptsIsExplainedWithTheFormsOfAll() {
        assertThat(select("green:1", "red", "blue")).isEmpty();
        assertThat(problems)
                .containsExactly("--master: no cluster engine has this form; expected one of: red:NUMBER (red),"
                        + " blue:NUMBER (blue)");
    }

    @Test
    void clusterThatSeveralEnginesAcceptIsExplainedWithTheirNames() {
        assertThat(select("local", "red", "blue")).isEmpty();
        assertThat(problems)
                .containsExactly("--master: more than one cluster engine has this form: red, blue; remove all but one"
                        + " from the class path");
    }

    @Test
    void missingEngineIsExplained() {
        assertThat(select("local")).isEmpty();
        assertThat(problems)
                .containsExactly("no cluster engine found: META-INF/services/"
                        + "org.gotask.scheduler.cluster.ClusterProvider names none; if the program is one jar made of"
                        + " several, merge the service files of all");
    }

    @Test
    void flagOfAnEngineIsReadFromCommandLineAndEnvironmentAndElseHasItsDefault() {
        Map<String, String> environment = Map.of("GOTASK_COLOUR", "green");

        assertThat(engine(valid("--executor=" + jar)).colour()).isEqualTo("red");
        assertThat(engine(valid(environment, "--executor=" + jar)).colour()).isEqualTo("green");
        assertThat(engine(valid(environment, "--executor=" + jar, "--colour=blue"))
                        .colour())
                .isEqualTo("blue");
    }

    @Test
    void warningsOfTheEngineAreWarningsOfTheConfiguration() {
        assertThat(warnings(Map.of(), "--executor=" + jar, "--colour=grey"))
                .containsExactly("--colour: grey is hard to see");
    }

    @Test
    void mistakesInTheEnvironmentOfTheEngineAreReportedToo() {
        assertThat(problems(Map.of("FAKE_TROUBLE", "x"), "--executor=" + jar))
                .containsExactly("environment: FAKE_TROUBLE=x");
    }

    private Optional<String> select(String master, String... engines) {
        List<ClusterProvider> providers =
                Stream.of(engines).<ClusterProvider>map(FakeEngine::new).toList();
        return new Engines(providers).select(master, problems::add).map(ClusterProvider::name);
    }
}
