package org.gotask.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The selection of the engine whose agent started the process. */
class AgentPortsTest {

    /** Recognizes processes by an environment entry of its name. */
    private record FakeEngine(String name) implements AgentPortProvider {

        @Override
        public boolean accepts(Map<String, String> environment) {
            return environment.containsKey(name);
        }

        @Override
        public AgentPort connect(Map<String, String> environment) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void singleEngineIsSelectedInEveryCaseAndExplainsMistakesItself() {
        assertThat(select(Map.of(), "RED")).isEqualTo("RED");
    }

    @Test
    void engineThatRecognizesTheEnvironmentIsSelectedAmongSeveral() {
        assertThat(select(Map.of("BLUE", "1"), "RED", "BLUE")).isEqualTo("BLUE");
    }

    @Test
    void environmentThatNoEngineRecognizesIsExplained() {
        assertThatThrownBy(() -> select(Map.of(), "RED", "BLUE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this program is started by an agent of a cluster; run the scheduler instead: the"
                        + " environment is not that of an executor of RED, BLUE");
    }

    @Test
    void environmentThatSeveralEnginesRecognizeIsExplained() {
        assertThatThrownBy(() -> select(Map.of("RED", "1", "BLUE", "1"), "RED", "BLUE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the environment is that of an executor of more than one cluster engine: RED, BLUE; remove"
                        + " all but one from the class path");
    }

    @Test
    void missingEngineIsExplained() {
        assertThatThrownBy(() -> select(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no cluster engine found: META-INF/services/org.gotask.executor.agent.AgentPortProvider"
                        + " names none; if the program is one jar made of several, merge the service files of all");
    }

    private static String select(Map<String, String> environment, String... engines) {
        List<AgentPortProvider> providers =
                Stream.of(engines).<AgentPortProvider>map(FakeEngine::new).toList();
        return AgentPorts.select(providers, environment).name();
    }
}
