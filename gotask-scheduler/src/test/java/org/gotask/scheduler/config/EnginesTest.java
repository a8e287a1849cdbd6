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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.ClusterProvider;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.cluster.EngineFlag;
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

    /** An engine with a flag that no other has. */
    private record Smelling(FakeEngine engine) implements ClusterProvider {

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public String forms() {
            return engine.forms();
        }

        @Override
        public boolean accepts(String master) {
            return master.startsWith(name() + ":");
        }

        @Override
        public List<EngineFlag> flags() {
            return List.of(new EngineFlag("--smell", "NAME", Optional.of("none"), "The smell.", "--user"));
        }

        @Override
        public Optional<ClusterSettings> configure(ClusterFlags flags, Consumer<String> found) {
            return engine.configure(flags, found);
        }
    }

    private Configuration readWithTwoEngines(Map<String, String> environment, String... args) {
        List<String> all = new ArrayList<>(List.of("--executor=" + jar));
        all.addAll(List.of(args));
        return CommandLineReader.read(
                all,
                environment,
                List.of(),
                new Engines(List.of(new FakeEngine("red"), new Smelling(new FakeEngine("blue")))));
    }

    @Test
    void flagOfAnEngineThatIsNotSelectedIsRefused() {
        assertThat(readWithTwoEngines(Map.of(), "--master=red:1", "--smell=sweet"))
                .isEqualTo(new Configuration.Invalid(
                        List.of("--smell has no effect: red, which --master selects, has no such flag; leave it out")));
        assertThat(readWithTwoEngines(Map.of(), "--master=blue:1", "--smell=sweet"))
                .isInstanceOf(Configuration.Valid.class);
        assertThat(readWithTwoEngines(Map.of(), "--master=red:1")).isInstanceOf(Configuration.Valid.class);
    }

    @Test
    void variableOfAnEngineThatIsNotSelectedIsWarnedOf() {
        assertThat(readWithTwoEngines(Map.of("GOTASK_SMELL", "sweet"), "--master=red:1"))
                .isInstanceOfSatisfying(
                        Configuration.Valid.class,
                        valid -> assertThat(valid.warnings())
                                .containsExactly("GOTASK_SMELL has no effect: red has no flag --smell"));
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
