package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread dump of an executor shows what each task waits for, by the task's name. */
class ThreadDumpIT {

    @TempDir
    Path folder;

    @Test
    void dumpNamesTheThreadOfATask() throws Exception {
        Path dump = folder.resolve("dump.txt");
        try (AppProcess app = MischiefApp.start(folder, "--relay", "--master=local[1]")) {
            ProcessHandle executor = app.awaitExecutors(1).getFirst();
            app.say("hello");
            app.awaitLine(line -> line.equals("echo-0: hello"));

            List<String> command = List.of(
                    AppProcess.JAVA.resolveSibling("jcmd").toString(),
                    Long.toString(executor.pid()),
                    "Thread.dump_to_file",
                    dump.toString());
            try (AppProcess jcmd = AppProcess.command(folder.resolve("jcmd"), command)) {
                assertThat(jcmd.awaitExit()).as(jcmd.output()).isZero();
            }

            assertThat(Files.readString(dump)).containsPattern("\"echo-0\" virtual(?s:.{1,3000})Channel");
            app.endInput();
            assertThat(app.awaitExit()).as(app.output()).isZero();
        }
    }
}
