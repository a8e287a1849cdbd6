package org.gotask.mesos.local.sandbox;

import java.nio.file.Path;

/** A program that creates a temporary work directory, prints its path, and holds it until it is killed. */
final class HoldsWorkDirectory {

    private HoldsWorkDirectory() {}

    public static void main(String[] args) throws Exception {
        WorkDirectory directory = WorkDirectory.temporary(Path.of(args[0]));
        System.out.println(directory.path());
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Starts it as a process. */
    static Process start(Path parent) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsWorkDirectory.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
