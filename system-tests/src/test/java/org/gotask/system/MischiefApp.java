package org.gotask.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gotask.system.app.MischiefExecutor;
import org.gotask.system.app.MischiefScheduler;

/** Starts the misbehaving application; its executor is a script, for an executor may be any executable. */
public final class MischiefApp {

    private MischiefApp() {}

    public static AppProcess start(Path folder, String... args) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--executor", executor(folder).toString()));
        all.addAll(Arrays.asList(args));
        return startBare(folder, all.toArray(String[]::new));
    }

    /** With options for the Java of the scheduler. */
    static AppProcess startWith(Path folder, List<String> javaOptions, String... args) throws IOException {
        return AppProcess.java(folder.resolve("tmp"), Map.of(), command(folder, javaOptions, args));
    }

    /** After this command of the shell. */
    static AppProcess startLimited(Path folder, String limit, String... args) throws IOException {
        Path temp = folder.resolve("tmp");
        List<String> words =
                new ArrayList<>(List.of("/bin/sh", "-c", limit + " && exec \"$@\"", "sh", AppProcess.JAVA.toString()));
        words.add("-Djava.io.tmpdir=" + temp);
        words.addAll(AppProcess.SHORT_LIVED);
        words.addAll(command(folder, List.of(), args));
        return AppProcess.command(temp, words);
    }

    private static List<String> command(Path folder, List<String> javaOptions, String... args) throws IOException {
        List<String> words = new ArrayList<>(javaOptions);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), MischiefScheduler.class.getName()));
        words.addAll(List.of("--executor", executor(folder).toString()));
        words.addAll(Arrays.asList(args));
        return words;
    }

    /** Without an executor. */
    static AppProcess startBare(Path folder, String... args) throws IOException {
        return AppProcess.main(folder.resolve("tmp"), MischiefScheduler.class, args);
    }

    /**
     * The program that agents are to run.
     *
     * @param javaOptions options for its Java, after those for a small heap and a short life
     */
    public static Path executor(Path folder, String... javaOptions) throws IOException {
        Path script = folder.resolve("executor.sh");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + AppProcess.JAVA + "' -Xmx320m " + String.join(" ", AppProcess.SHORT_LIVED)
                        + " " + String.join(" ", javaOptions) + " -cp '" + System.getProperty("java.class.path") + "' "
                        + MischiefExecutor.class.getName() + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
