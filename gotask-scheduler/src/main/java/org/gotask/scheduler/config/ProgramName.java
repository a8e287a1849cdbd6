package org.gotask.scheduler.config;

/** The name under which a user knows the program that runs in this JVM. Stateless. */
final class ProgramName {

    private static final String UNKNOWN = "PROGRAM";

    private ProgramName() {}

    /** The name of this program; a placeholder if the JVM does not provide it. */
    static String ofThisProcess() {
        return of(System.getProperty("sun.java.command", ""), System.getProperty("java.class.path", ""));
    }

    /**
     * Returns {@code java -jar NAME.jar} for a program that was started as a jar, and the simple name of the main class
     * for others.
     *
     * @param command the jar or the main class, and the arguments
     * @param classPath the class path, which is the jar if a jar was started
     */
    static String of(String command, String classPath) {
        if (!classPath.isEmpty() && (command + " ").startsWith(classPath + " ")) {
            return "java -jar " + after('/', classPath);
        }
        String main = after('.', after('/', command.split(" ", 2)[0]));
        return main.isEmpty() ? UNKNOWN : main;
    }

    private static String after(char separator, String text) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }
}
