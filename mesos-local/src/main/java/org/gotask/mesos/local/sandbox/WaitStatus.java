package org.gotask.mesos.local.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The termination status of a process, as in {@code waitpid}: the exit code times 256, or the number of the signal.
 *
 * @param raw the status in messages; {@link #UNKNOWN} if the process never started
 */
public record WaitStatus(int raw) {

    /** The status of a process that never started. */
    public static final WaitStatus UNKNOWN = new WaitStatus(-1);

    private static final int SIGNAL_BASE = 128;
    private static final int MAX_SIGNAL = 31;
    private static final Map<Integer, String> SIGNALS = Map.of(
            1,
            "Hangup",
            2,
            "Interrupt",
            3,
            "Quit",
            4,
            "Illegal instruction",
            6,
            "Aborted",
            8,
            "Floating point exception",
            9,
            "Killed",
            11,
            "Segmentation fault",
            13,
            "Broken pipe",
            15,
            "Terminated");

    /**
     * The status of a Java process object. Java reports 128 + n both for a process that was killed by signal n and for
     * one that exited with code 128 + n. A shell exits with that code when its child was killed, and a JVM when it gets
     * signal 1, 2 or 15; the program distinguishes the cases.
     *
     * @param exitValue the value of {@link Process#exitValue}
     * @param program the last known program of the process
     */
    static WaitStatus of(int exitValue, Optional<Path> program) {
        int signal = exitValue - SIGNAL_BASE;
        if (signal < 1 || signal > MAX_SIGNAL) {
            return new WaitStatus(exitValue << 8);
        }
        String name = program.map(path -> path.getFileName().toString()).orElse("");
        boolean shell = name.matches("(ba|da|k|z|a)?sh|busybox");
        boolean jvm = name.equals("java") && (signal == 1 || signal == 2 || signal == 15);
        return new WaitStatus(shell || jvm ? exitValue << 8 : signal);
    }

    /** Whether the process exited with code 0. */
    public boolean isSuccess() {
        return raw == 0;
    }

    /** The form in logs and messages: {@code exit status 1}, {@code signal 9 (Killed)}. */
    public String describe() {
        if (raw < 0) {
            return "never started";
        }
        return isSignal() ? "signal " + raw + " (" + signalName() + ")" : "exit status " + (raw >> 8);
    }

    /** The message of Mesos's command executor. */
    public String describeCommand() {
        return isSignal()
                ? "Command terminated with signal " + signalName()
                : "Command exited with status " + (raw >> 8);
    }

    private boolean isSignal() {
        return raw > 0 && raw <= MAX_SIGNAL;
    }

    private String signalName() {
        return SIGNALS.getOrDefault(raw, "number " + raw);
    }
}
