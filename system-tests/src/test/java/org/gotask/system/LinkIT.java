package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.gotask.link.protocol.LinkSettings;
import org.gotask.mesos.local.MesosLocal;
import org.gotask.system.app.MischiefExecutor;
import org.gotask.system.app.TransferExecutor;
import org.gotask.system.app.TransferScheduler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reliable link between real processes, over a local Mesos that loses, duplicates and reorders framework messages. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class LinkIT {

    /** {@code -Dgotask.transfer.messages=1000000} is the full size. */
    private static final int MESSAGES = Integer.getInteger("gotask.transfer.messages", 20_000);

    private static final String FAULTS = "drop=0.1,dup=0.05,reorder=0.05,seed=7";
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    @Test
    @Tag("deep")
    void messagesEachWayArriveOnceAndInOrderThoughTenPercentAreLost() throws Exception {
        try (AppProcess mesos = mesos(FAULTS);
                AppProcess app = transfer(mesos, "transfer", "1", Integer.toString(MESSAGES))) {
            assertThat(app.awaitExit(LIMIT)).as(app.output()).isZero();
            assertThat(app.out())
                    .anyMatch(line ->
                            line.startsWith("exchanged " + MESSAGES + " messages each way with each of 1 tasks in "));
            report(app);
        }
    }

    @Test
    void messagesOfManyTasksArriveOnceAndInOrderThoughTenPercentAreLost() throws Exception {
        int each = MESSAGES / 20;
        try (AppProcess mesos = mesos(FAULTS);
                AppProcess app = transfer(mesos, "transfer", "20", Integer.toString(each))) {
            assertThat(app.awaitExit(LIMIT)).as(app.output()).isZero();
            assertThat(app.out()).anyMatch(line -> line.startsWith("exchanged " + each));
            report(app);
        }
    }

    @Test
    @Tag("deep")
    void elevatorRunsThoughTenPercentOfItsMessagesAreLost() throws Exception {
        try (AppProcess mesos = mesos(FAULTS);
                AppProcess app = AppProcess.jar(
                        folder.resolve("tmp"),
                        "examples/elevator/target/elevator-scheduler.jar",
                        "--executor=" + AppProcess.PROJECT.resolve("examples/elevator/target/elevator-executor.jar"),
                        "--master=" + master(mesos),
                        "--seconds=3",
                        "--speed=20",
                        "--seed=7")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).anyMatch(line -> line.contains("delivered"));
        }
    }

    @Test
    @Tag("deep")
    void taskThatNeverReadsHoldsUpNoneOfTheSixtyThreeOthers() throws Exception {
        try (AppProcess mesos = mesos("");
                AppProcess app = transfer(mesos, "deaf", "63", "50", "--grace=1s", "--stop-timeout=1s")) {
            app.awaitExit(LIMIT);
            // it has got here: all round trips beside the full channel are done
            Map<String, Integer> figures = figures(app);
            // at each end the share of its channel, which has its largest size here, and one message beyond it
            int shareBytes = LinkSettings.DEFAULT.creditBytes();
            assertThat(figures.get("piled")).isBetween(2, 2 * (shareBytes / figures.getOrDefault("bytes", 0) + 1) + 4);
            report(app);
        }
    }

    @Test
    @Tag("deep")
    void executorThatSpeaksOnlyTheMesosgotLinkFailsTheRunInOneLine() throws Exception {
        // without this entry an executor speaks as those of mesosgot do
        Path executor = script("executor.sh", "unset GOTASK_LINK; ", MischiefExecutor.class);
        try (AppProcess app =
                MischiefApp.startBare(folder, "--executor", executor.toString(), "--task=echo", "--wait")) {
            assertThat(app.awaitExit()).as(app.output()).isEqualTo(1);
            assertThat(app.complaints())
                    .singleElement()
                    .asString()
                    .startsWith("gotask: link to executor-0 on agent ")
                    .contains(" failed: it supports only the mesosgot link; start the scheduler with --link=mesosgot;"
                            + " output of the tasks: ");
        }
    }

    @Test
    void mesosgotLinkCanBeChosenByItsFormerNameToo() throws Exception {
        try (AppProcess mesos = mesos("");
                AppProcess app = transfer(mesos, "transfer", "2", "500", "--link=plain")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
            assertThat(app.out()).anyMatch(line -> line.startsWith("exchanged 500 "));
        }
    }

    private AppProcess mesos(String faults) throws IOException {
        List<String> args = new ArrayList<>(List.of("--port=0", "--agents=1", "--resources=cpus=4,mem=4096"));
        if (!faults.isEmpty()) {
            args.add("--faults=" + faults);
        }
        return AppProcess.main(folder.resolve("mesos"), MesosLocal.class, args.toArray(String[]::new));
    }

    private static String master(AppProcess mesos) {
        String before = "mesos-local: master=";
        mesos.awaitLine(line -> line.startsWith(before));
        return mesos.out().stream()
                .filter(line -> line.startsWith(before))
                .map(line -> line.substring(before.length()).split(" ", 2)[0])
                .findFirst()
                .orElseThrow();
    }

    private AppProcess transfer(AppProcess mesos, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
        all.add(TransferScheduler.class.getName());
        all.addAll(Arrays.asList(args));
        all.add("--master=" + master(mesos));
        all.add("--executor=" + script("transfer.sh", "", TransferExecutor.class));
        return AppProcess.java(folder.resolve("tmp"), Map.of(), all);
    }

    private Path script(String name, String before, Class<?> main) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(
                script,
                "#!/bin/sh\n" + before + "exec '" + AppProcess.JAVA + "' -Xmx320m "
                        + String.join(" ", AppProcess.SHORT_LIVED) + " -cp '" + System.getProperty("java.class.path")
                        + "' " + main.getName() + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    /** What the application found out, as numbers by name. */
    private static Map<String, Integer> figures(AppProcess app) {
        String line = app.out().stream()
                .filter(out -> out.startsWith("piled="))
                .findFirst()
                .orElseThrow(() -> new AssertionError(app.output()));
        return Arrays.stream(line.split(" ", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1])));
    }

    /** Shown in the build's output, for docs/reliability.md. */
    private static void report(AppProcess app) {
        app.out().stream()
                .filter(line -> line.contains(" ms") || line.contains("Ms="))
                .forEach(System.out::println);
    }
}
