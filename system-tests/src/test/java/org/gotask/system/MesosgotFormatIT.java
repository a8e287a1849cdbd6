package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our scheduler with an executor in Go that knows nothing of ours, only mesosgot's format of messages. */
@Tag("deep")
class MesosgotFormatIT {

    @TempDir
    Path folder;

    /**
     * Catches a mesosgot link that adds to mesosgot's format what an executor in Go cannot read, waits for a word that such
     * an executor never says, or loses the answer that the end of its task overtakes.
     */
    @Test
    void executorInGoTakesPartInARun() throws Exception {
        Path executor = GoPeer.program("shouter");
        try (AppProcess app = MischiefApp.startBare(
                folder,
                "--executor=" + executor,
                "--link=mesosgot",
                "--master=local[1]",
                "--task=shouter",
                "--send-to=shouter-0",
                "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).contains("shouter-0: HELLO");
            assertThat(app.leftBehind()).isEmpty();
        }
    }
}
