package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the shell, of this user and of the {@link OtherUser}. */
final class Commands {

    private static final int SECONDS = 120;

    private Commands() {}

    /** Runs a command without output to its end; its exit code, 127 if there is no such program. */
    static int run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s", command)
                    .isTrue();
            return process.exitValue();
        } catch (IOException e) {
            return 127;
        }
    }

    static void chmod(String mode, Path file) throws InterruptedException {
        assertThat(run(List.of("chmod", mode, file.toString()))).isZero();
    }

    /** Runs a script as the other user to its end; what it printed. */
    static String asOther(String script) throws Exception {
        Process process = startAsOther(script);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(output).isTrue();
        return output;
    }

    /** Starts a script as the other user. */
    static Process startAsOther(String script) throws IOException {
        return new ProcessBuilder(OtherUser.command(List.of("sh", "-c", script)))
                .redirectErrorStream(true)
                .start();
    }
}
