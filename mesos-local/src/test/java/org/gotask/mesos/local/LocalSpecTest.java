package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.detector.OwnAgents;
import org.gotask.mesos.local.wire.ResourceSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSpecTest {

    private static final MachineResources MACHINE = new MachineResources(8, 17 * 1024, 105 * 1024);

    @Test
    void oneAgentUnlessANumberIsGiven() {
        assertThat(LocalSpec.parse("local").agents()).isEqualTo(1);
        assertThat(LocalSpec.parse("local[3]").agents()).isEqualTo(3);
        assertThat(LocalSpec.parse(" local[ 12 ] ").agents()).isEqualTo(12);
    }

    @Test
    void sharesTheMachineLessAReserve() {
        ResourceSet share = LocalSpec.parse("local[3]").agentResources(MACHINE);

        assertThat(share.scalars())
                .isEqualTo(Map.of("cpus", 2_666L, "mem", 16L * 1024 / 3 * 1000, "disk", 100L * 1024 / 3 * 1000));
    }

    @Test
    void keepsBackHalfOfASmallMachine() {
        ResourceSet share = LocalSpec.parse("local").agentResources(new MachineResources(1, 1000, 100));

        assertThat(share.scalars()).isEqualTo(Map.of("cpus", 1_000L, "mem", 500_000L, "disk", 50_000L));
    }

    @Test
    void takesResourcesAndWorkDirectory() {
        LocalSpec spec = LocalSpec.parse("local[2]{cpus=1.5, mem=2048,gpus=1,work_dir=/var/tmp/w}");

        assertThat(spec.resources()).isEqualTo(Map.of("cpus", 1_500L, "mem", 2_048_000L, "gpus", 1_000L));
        assertThat(spec.workDirectory()).contains(Path.of("/var/tmp/w"));
        assertThat(spec.agentResources(MACHINE).scalar("disk")).isEqualTo(100L * 1024 / 2 * 1000);
    }

    @Test
    void acceptsEmptyBraces() {
        assertThat(LocalSpec.parse("local{}")).isEqualTo(LocalSpec.parse("local"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        local[0]           | number of local agents out of range: agents=0, expected 1 to 64
        local[-1]          | number of local agents out of range: agents=-1, expected 1 to 64
        local[65]          | number of local agents out of range: agents=65, expected 1 to 64
        local[99999999999] | number of local agents out of range: agents=99999999999, expected 1 to 64
        local[three]       | malformed number of local agents: agents=three, expected a number from 1 to 64
        local[]            | malformed number of local agents: agents=, expected a number from 1 to 64
        local[1.5]         | malformed number of local agents: agents=1.5, expected a number from 1 to 64
        local[3            | malformed local cluster: master=local[3, expected [ and ] in pairs
        local3]            | malformed local cluster: master=local3], expected [ and ] in pairs
        local[3]{cpus=1    | malformed local cluster: master=local[3]{cpus=1, expected { and } in pairs
        local[3]x          | malformed local cluster: master=local[3]x, expected local, local[N] or local[N]{key=value
        local{cpus=1}[3]   | malformed local cluster: master=local{cpus=1}[3], expected local, local[N]
        local{cpu=4}       | unknown key of local agents: cpu; did you mean cpus
        local{memory=1}    | unknown key of local agents: memory; did you mean mem
        local{CPUS=4}      | unknown key of local agents: CPUS, expected cpus, mem, disk, work_dir
        local{ports=1}     | unknown key of local agents: ports, expected cpus, mem, disk, work_dir
        local{=4}          | unknown key of local agents: , expected cpus, mem, disk, work_dir
        local{cpus}        | malformed agent resource: cpus, expected key=value such as cpus=4
        local{cpus=1,}     | malformed agent resource: , expected key=value such as cpus=4
        local{cpus=many}   | malformed agent resource: cpus=many, expected a number such as cpus=4
        local{mem=-1}      | malformed agent resource: mem=-1, expected a number of MiB such as mem=2048
        local{mem=1e3}     | malformed agent resource: mem=1e3, expected a number of MiB such as mem=2048
        local{mem=1000000000000}   | agent resource out of range: mem=1000000000000, expected at most 1000000000
        local{cpus=0}      | agent resource out of range: cpus=0, expected more than 0
        local{cpus=0.0001} | agent resource out of range: cpus=0.0001, expected more than 0
        local{cpus=1,cpus=2} | agent resource given twice: cpus
        local{drop=2}      | share of faults out of range: drop=2.0, expected 0 to 1
        local{work_dir=w}  | malformed work directory of local agents: work_dir=w, expected an absolute path
        """)
    void tellsEachMistakeInOneLine(String text, String message) {
        assertThatThrownBy(() -> LocalSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        local                                     | local{cpus=1.1,mem=96}
        local[3]                                  | local[3]{cpus=1.1,mem=96}
        local[ 3 ]{}                              | local[3]{cpus=1.1,mem=96}
        local[3]{mem=64, work_dir=/tmp/x, seed=7} | local[3]{mem=96,work_dir=/tmp/x,seed=7,cpus=1.1}
        local[2]{cpus=4,gpus=1}                   | local[2]{cpus=1.1,gpus=1,mem=96}
        """)
    void replacesResourcesAndKeepsEverythingElse(String text, String changed) {
        assertThat(LocalSpec.withScalars(text, Map.of("mem", 96.0, "cpus", 1.1)))
                .contains(changed);
    }

    @Test
    void proposesNoResourcesOutOfRange() {
        assertThat(LocalSpec.withScalars("local", Map.of("mem", 1e12))).isEmpty();
    }

    @Test
    void providerKnowsTheAgentsThatItWillStart() {
        assertThat(MasterDetectors.ownAgents("local[3]{cpus=1.5,mem=64,disk=10}"))
                .contains(new OwnAgents(3, Map.of("cpus", 1.5, "mem", 64.0, "disk", 10.0)));
        assertThat(MasterDetectors.withScalars("local[3]", Map.of("cpus", 2.0))).contains("local[3]{cpus=2}");
        assertThat(MasterDetectors.ownAgents("127.0.0.1:5050")).isEmpty();
    }
}
