package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessStatTest {

    @Test
    void readsProgramMemoryAndEnvironment() throws Exception {
        assertThat(ProcessStat.parse(line("sleep", "2695168", "140000", "140123")))
                .isEqualTo(new ProcessStat("sleep", true, 123));
    }

    @Test
    void nameMayHoldBracketsAndBlanks() throws Exception {
        assertThat(ProcessStat.parse(line("a) S (b", "1", "5", "5"))).isEqualTo(new ProcessStat("a) S (b", true, 0));
    }

    @Test
    void processThatIsTurningIntoAnotherProgramHasNoEnvironmentYet() throws Exception {
        assertThat(ProcessStat.parse(line("sh", "4096", "0", "0")).environmentBytes())
                .isNegative();
    }

    @Test
    void processThatHasEndedHasNoMemory() throws Exception {
        assertThat(ProcessStat.parse(line("sh", "0", "0", "0")).hasMemory()).isFalse();
    }

    @Test
    void refusesOtherForms() {
        for (String wrong : new String[] {"", "1 (sh) S 1", "1 sh S", line("sh", "1", "x", "2"), ")("}) {
            assertThatThrownBy(() -> ProcessStat.parse(wrong)).isInstanceOf(IOException.class);
        }
    }

    /** 52 fields, in the format of the kernel. */
    private static String line(String program, String memory, String environmentStart, String environmentEnd) {
        return "17 (" + program + ") S " + "1 ".repeat(19) + memory + " " + "1 ".repeat(26) + environmentStart + " "
                + environmentEnd + " 0\n";
    }
}
