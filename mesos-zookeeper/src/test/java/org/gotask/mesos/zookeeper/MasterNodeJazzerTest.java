package org.gotask.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gotask.mesos.libprocess.Upid;
import org.junit.jupiter.api.Tag;

/**
 * What anybody may have written into a master's node, chosen by a fuzzer that sees which branches it reaches. The build
 * only tries the inputs that are kept beside this test; with {@code JAZZER_FUZZ=1} in the environment Jazzer looks for new
 * ones for a minute.
 */
@Tag("deep")
class MasterNodeJazzerTest {

    @FuzzTest(maxDuration = "1m")
    void anyContentIsAMasterOrRefused(byte[] bytes) {
        for (MasterNode.Format format : MasterNode.Format.values()) {
            try {
                assertThat(Upid.find(new MasterNode("node_1", format, 1)
                                .master(bytes)
                                .getPid()))
                        .isPresent();
            } catch (MalformedMasterException declared) {
                assertThat(declared.getMessage()).hasLineCount(1);
            }
        }
    }
}
