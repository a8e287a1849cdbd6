package org.gotask.mesos.local.sandbox;

import java.io.IOException;

/**
 * The content of {@code /proc/PID/stat}.
 *
 * @param program the first characters of the program's name
 * @param hasMemory false for a process that has ended, and for threads of the system
 * @param environmentBytes the size of the environment; negative while the process executes a new program and the
 *     environment does not exist yet
 */
record ProcessStat(String program, boolean hasMemory, long environmentBytes) {

    // counted from the state, which follows the name
    private static final int MEMORY = 23 - 3;
    private static final int ENVIRONMENT_START = 50 - 3;
    private static final int ENVIRONMENT_END = 51 - 3;

    /**
     * Parses the line.
     *
     * @throws IOException if it has another format
     */
    static ProcessStat parse(String line) throws IOException {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')'); // the name may hold any character
        String[] fields =
                close < 0 ? new String[0] : line.substring(close + 1).strip().split(" ", -1);
        if (open < 0 || close < open || fields.length <= ENVIRONMENT_END) {
            throw new IOException("unknown format of process statistics: " + line.length() + " characters");
        }
        try {
            long start = Long.parseUnsignedLong(fields[ENVIRONMENT_START]);
            long end = Long.parseUnsignedLong(fields[ENVIRONMENT_END]);
            return new ProcessStat(
                    line.substring(open + 1, close), !fields[MEMORY].equals("0"), end == 0 ? -1 : end - start);
        } catch (NumberFormatException e) {
            throw new IOException("unknown format of process statistics", e);
        }
    }
}
