package org.gotask.system.strangers;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gotask.system.AppProcess;
import org.gotask.system.strangers.program.IntruderProgram;

/**
 * Starts programs as another user where that is possible, and says what another user may read where it is not. It needs root,
 * and a JDK and a temporary folder that every user can reach; with {@code CI} set and root, their absence is a failure.
 */
final class OtherUser {

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final boolean POSSIBLE = isRoot() && canRunJava();

    private OtherUser() {}

    /** Whether programs are started as another user. */
    static boolean isPossible() {
        return POSSIBLE;
    }

    /** The command that runs this command as another user if that is possible. */
    static List<String> command(List<String> command) {
        return POSSIBLE ? asNobody(command) : command;
    }

    private static List<String> asNobody(List<String> command) {
        List<String> all = new ArrayList<>(AS_NOBODY);
        all.addAll(command);
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A JDK under root's home and a TMPDIR of root's own are common, and closed to every other user. */
    private static boolean canRunJava() {
        boolean can;
        try {
            can = Commands.run(asNobody(List.of(
                            "sh",
                            "-c",
                            "cd \"$1\" && exec \"$2\" -version",
                            "sh",
                            System.getProperty("java.io.tmpdir"),
                            AppProcess.JAVA.toString())))
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            can = false;
        }
        if (!can && System.getenv("CI") != null) {
            throw new IllegalStateException(
                    "no other user can run " + AppProcess.JAVA + " in " + System.getProperty("java.io.tmpdir")
                            + "; the tests need both readable by everybody, and setpriv");
        }
        return can;
    }

    /** Starts the intruder's program, from a copy of its classes that everybody can read. */
    static Process startIntruder(Path sharedFolder) throws IOException {
        Path classes = copyOfProgram(sharedFolder);
        List<String> command = new ArrayList<>(List.of(AppProcess.JAVA.toString(), "-Xmx128m", "-XX:-UsePerfData"));
        command.addAll(AppProcess.SHORT_LIVED);
        command.addAll(List.of("-cp", classes.toString(), IntruderProgram.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command(command))
                .directory(sharedFolder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().retainAll(Set.of("PATH"));
        return builder.start();
    }

    /** Whether the permissions of a file, and of all directories on the way to it, let others read it. */
    static boolean mayRead(Path file) throws IOException {
        for (Path directory = file.toAbsolutePath().getParent(); directory != null; directory = directory.getParent()) {
            if (!Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    /** A folder where everybody may read and write, as in the machine's temporary folder. */
    static Path makeSharedFolder() throws IOException {
        Path folder = Files.createTempDirectory("gotask-strangers-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        return folder;
    }

    private static Path copyOfProgram(Path sharedFolder) throws IOException {
        String name = IntruderProgram.class.getPackageName().replace('.', '/');
        URL location =
                IntruderProgram.class.getProtectionDomain().getCodeSource().getLocation();
        Path compiled = Path.of(URI.create(location.toString())).resolve(name);
        Path copy = sharedFolder.resolve("classes");
        Path target = Files.createDirectories(copy.resolve(name));
        for (Path directory = target;
                directory != null && !directory.equals(sharedFolder);
                directory = directory.getParent()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try (Stream<Path> files = Files.list(compiled)) {
            for (Path file : files.toList()) {
                Path made = Files.copy(file, target.resolve(file.getFileName()));
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        return copy;
    }
}
