package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.gotask.system.AppProcess;
import org.gotask.system.MischiefApp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another user puts into the temporary directory that all share, and what he can see of a run there. */
@Timeout(300)
class SharedFolderIT {

    private static final Path PROGRAM = AppProcess.PROJECT.resolve("mesos-local/target/mesos-local.jar");
    private static final int FILES = 2000;
    private static final String AGENT = "--agents=1";
    private static final String ANY_PORT = "--port=0";

    @TempDir
    Path folder;

    private Path shared;
    private String deadPid = "";

    @BeforeEach
    void prepare() throws Exception {
        Commands.chmod("755", folder);
        shared = Files.createDirectory(folder.toRealPath().resolve("shared"));
        Commands.chmod("1777", shared);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        deadPid = Long.toString(dead.pid());
    }

    @Test
    void leavesAlonePlantedDirectoriesAndWhatIsBehindTheirLinks() throws Exception {
        assumeTrue(OtherUser.isPossible(), "only root can run programs as another user");
        Path victims = Files.createDirectory(folder.resolve("victims"));
        Commands.chmod("755", victims);
        for (int i = 0; i < FILES; i++) {
            Files.createFile(victims.resolve("file" + i));
        }
        Path planted = shared.resolve("gotask-local-" + deadPid + "-1a");
        Path inside = planted.resolve("inside");
        Commands.asOther("mkdir -p '" + inside + "' && touch '" + planted + "/owner.lock' && chmod 755 '" + planted
                + "' && cd '" + inside + "' && i=0; while [ $i -lt " + FILES + " ]; do : > file$i; i=$((i+1)); done");
        // as soon as the deletion has begun, a link takes the place of the directory
        Process attacker = Commands.startAsOther("cd '" + planted + "' && while [ $(ls inside | wc -l) -eq " + FILES
                + " ]; do :; done; mv inside aside && ln -s '" + victims + "' inside");
        try (AppProcess run = mesosLocal()) {
            run.awaitLine(line -> line.startsWith("mesos-local: master="));

            assertThat(entries(victims)).hasSize(FILES);
            // no deletion has begun: the attacker would have put the link here
            assertThat(inside)
                    .isDirectory()
                    .satisfies(path -> assertThat(Files.isSymbolicLink(path)).isFalse());
            assertThat(entries(inside)).hasSize(FILES);
        } finally {
            attacker.destroyForcibly();
        }
    }

    @Test
    void oneDirectoryThatCannotBeRemovedDoesNotKeepTheOthers() throws Exception {
        assumeTrue(OtherUser.isPossible(), "only root can run programs as another user");
        List<Path> left = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Path removable = shared.resolve("gotask-local-" + deadPid + "-a" + i);
            Path stubborn = shared.resolve("gotask-local-" + deadPid + "-b" + i);
            Commands.asOther("mkdir -m 700 '" + removable + "' '" + stubborn + "' && touch '" + removable
                    + "/owner.lock' '" + stubborn + "/owner.lock'");
            // it belongs to root, so its owner cannot empty it
            Files.createFile(Files.createDirectory(stubborn.resolve("roots")).resolve("file"));
            left.add(removable);
        }
        try (AppProcess run = mesosLocalOfOther()) {
            run.awaitLine(line -> line.startsWith("mesos-local: master="));

            assertThat(left).noneMatch(Files::exists);
        }
    }

    @Test
    void twoUsersRunAtTheSameTime() throws Exception {
        assumeTrue(OtherUser.isPossible(), "only root can run programs as another user");
        try (AppProcess own = mesosLocal();
                AppProcess others = mesosLocalOfOther()) {
            for (AppProcess run : List.of(own, others)) {
                run.awaitLine(line -> line.startsWith("mesos-local: master="));
            }
            assertThat(entries(shared, "gotask-local-")).hasSize(2);

            for (AppProcess run : List.of(own, others)) {
                run.terminate();
                assertThat(run.awaitExit()).as(run.output()).isEqualTo(143);
            }
            assertThat(entries(shared, "gotask-local-")).isEmpty();
        }
    }

    @Test
    void leavesTheDirectoryOfARunInAnotherContainer() throws Exception {
        List<String> container = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        List<String> probe = new ArrayList<>(container);
        probe.add("true");
        assumeTrue(Commands.run(probe) == 0, "no process may have a pid namespace of its own here");
        try (AppProcess first = mesosLocal()) {
            first.awaitLine(line -> line.startsWith("mesos-local: master="));
            List<Path> held = entries(shared, "gotask-local-");
            assertThat(held).hasSize(1);

            List<String> command = new ArrayList<>(container);
            command.add(AppProcess.JAVA.toString());
            command.addAll(arguments());
            try (AppProcess second = AppProcess.command(shared, command)) {
                second.awaitLine(line -> line.startsWith("mesos-local: master="));

                assertThat(held).allMatch(Files::exists);
            }
        }
    }

    @Test
    void nobodyElseCanReadTheSandboxesOfAWorkDirectory() throws Exception {
        assumeTrue(OtherUser.isPossible(), "only root can run programs as another user");
        Path work = Files.createDirectory(
                folder.resolve("work"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (AppProcess app =
                MischiefApp.start(folder, "--master=local[1]{work_dir=" + work + "}", "--task=short-lived")) {
            assertThat(app.awaitExit()).as(app.output()).isZero();
        }
        assertThat(work.resolve("slaves")).isDirectory();

        String seen = Commands.asOther("find '" + work + "' -type f -exec cat {} +; ls '" + work + "/slaves'");

        assertThat(seen).contains("Permission denied").doesNotContain("stdout");
        assertThat(Commands.asOther("find '" + work + "' -type f 2>/dev/null")).isEmpty();
    }

    @Test
    void doesNotFollowALeaderFileOfAnotherUser() throws Exception {
        assumeTrue(OtherUser.isPossible(), "only root can run programs as another user");
        Path leader = shared.resolve("leader");
        try (Intruder attacker = Intruder.enter()) {
            int ear = attacker.listen();
            Commands.asOther(
                    "echo 'master@127.0.0.1:" + ear + " attacker' > '" + leader + "'; chmod 644 '" + leader + "'");
            try (AppProcess agents = mesosLocal("--only=agents", "--master=leader://" + leader)) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> saysThatOnlyYouMayWrite(agents, leader)
                                || !attacker.heard(ear).isEmpty());

                assertThat(attacker.heard(ear))
                        .as("what agents send to the master of the attacker")
                        .isEmpty();
            }
        }
    }

    private static boolean saysThatOnlyYouMayWrite(AppProcess agents, Path leader) {
        return agents.err().stream()
                .anyMatch(line -> line.contains(
                        "leader file cannot be used: " + leader + ": it must be a file that only you can write"));
    }

    /** Of the other user, from a copy of the program, because those that the tests run may be closed to others. */
    private AppProcess mesosLocalOfOther() throws Exception {
        Path program = Files.copy(PROGRAM, folder.resolve("mesos-local.jar"));
        Commands.chmod("644", program);
        List<String> command = new ArrayList<>(List.of(AppProcess.JAVA.toString()));
        command.addAll(AppProcess.SHORT_LIVED);
        command.addAll(List.of("-Djava.io.tmpdir=" + shared, "-jar", program.toString(), AGENT, ANY_PORT));
        return AppProcess.command(shared, OtherUser.command(command));
    }

    private AppProcess mesosLocal() throws IOException {
        return AppProcess.command(shared, command(AGENT, ANY_PORT));
    }

    private AppProcess mesosLocal(String... flags) throws IOException {
        return AppProcess.command(shared, command(flags));
    }

    private List<String> command(String... flags) {
        List<String> command = new ArrayList<>();
        command.add(AppProcess.JAVA.toString());
        command.addAll(arguments(flags));
        return command;
    }

    private List<String> arguments() {
        return arguments(AGENT, ANY_PORT);
    }

    private List<String> arguments(String... flags) {
        List<String> arguments = new ArrayList<>(AppProcess.SHORT_LIVED);
        arguments.addAll(List.of("-Djava.io.tmpdir=" + shared, "-jar", PROGRAM.toString()));
        arguments.addAll(List.of(flags));
        return arguments;
    }

    private static List<Path> entries(Path directory) throws IOException {
        return entries(directory, "");
    }

    private static List<Path> entries(Path directory, String prefix) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
