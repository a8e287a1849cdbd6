package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gotask.system.app.BulkExecutor;
import org.gotask.system.app.BulkScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large messages between real processes whose heaps have the default size for tasks without {@code mem}. */
class LargeMessagesIT {

    @TempDir
    Path folder;

    @Test
    void taskSendsTwoHundredMessagesOfFiveMebibytesToAFunctionThatReadsSlowly() throws Exception {
        try (AppProcess app = app("-Xmx320m", "slow")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).contains("received 200");
        }
    }

    @Test
    void tasksThatNeverReadHoldUpNeitherTheirExecutorNorTheOtherTasks() throws Exception {
        try (AppProcess app = app("-Xmx512m", "deaf")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            String line = app.out().stream()
                    .filter(out -> out.startsWith("accepted="))
                    .findFirst()
                    .orElseThrow();
            // at least one for each task; at most, at each end, a share and one message beyond it
            assertThat(Integer.parseInt(line.substring("accepted=".length()))).isBetween(2, 8);
        }
    }

    @Test
    void schedulerWithASmallHeapSendsThreeHundredBlocksOfTwoMebibytes() throws Exception {
        try (AppProcess app = app("-Xmx512m", "blocks")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).contains("exchanged 300");
        }
    }

    @Test
    void largestMessagesAreReturnedByAnExecutorWithTheDefaultHeap() throws Exception {
        try (AppProcess app = app("-Xmx512m", "largest")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).contains("exchanged 4");
        }
    }

    @Test
    void heapThatIsTooSmallForTheLargestMessageIsRefusedBeforeAnythingStarts() throws Exception {
        try (AppProcess app = app("-Xmx128m", "largest", "--executor-mem=128")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(2);
            assertThat(app.complaints())
                    .satisfiesExactly(
                            own -> assertThat(own)
                                    .startsWith("gotask: this program has a heap of ")
                                    .endsWith(
                                            " MiB, which is too small for messages of 64 MiB; expected at least 288 MiB;"
                                                    + " raise its -Xmx, or lower --max-message"),
                            task -> assertThat(task)
                                    .isEqualTo("gotask: task 'echo': its executor gets a heap of 64 MiB, which is too"
                                            + " small for messages of 64 MiB; expected at least 288 MiB; raise"
                                            + " --executor-mem to 384, or lower --max-message"));
        }
    }

    @Test
    void executorWhoseOptionsSetTooSmallAHeapFailsItsTasksInOneLine() throws Exception {
        try (AppProcess app = app("-Xmx512m", "largest", "--executor-java-options=-Xmx64m -XX:+UseSerialGC")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .contains("the executor has a heap of ", "expected at least 288 MiB");
        }
    }

    private AppProcess app(String heap, String what, String... flags) throws IOException {
        List<String> args = new ArrayList<>(List.of(heap, "-cp", System.getProperty("java.class.path")));
        args.add(BulkScheduler.class.getName());
        args.add(what);
        args.add("--executor=" + ThinJar.of(folder, BulkExecutor.class));
        args.add("--master=local[1]");
        args.addAll(Arrays.asList(flags));
        return AppProcess.java(folder.resolve("tmp"), Map.of(), args);
    }
}
