package org.gotask.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** Without an executor. */
    static AppProcess startBare(Path folder, String... args) throws IOException {
        return AppProcess.main(folder.resolve("tmp"), MischiefScheduler.class, args);
    }

    /**
     * The program that agents are to run.
     *
     * @param javaOptions options for its Java, beside those for a small heap and a short life
     */
    public static Path executor(Path folder, String... javaOptions) throws IOException {
        Path script = folder.resolve("executor.sh");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + AppProcess.JAVA + "' -Xmx64m " + String.join(" ", AppProcess.SHORT_LIVED)
                        + " " + String.join(" ", javaOptions) + " -cp '" + System.getProperty("java.class.path") + "' "
                        + MischiefExecutor.class.getName()
                        + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
