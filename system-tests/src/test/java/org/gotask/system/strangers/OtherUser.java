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

/** Starts programs as another user where that is possible, and says what another user may read where it is not. */
final class OtherUser {

    private static final String NOBODY = "65534";
    private static final boolean POSSIBLE = isRoot() && Files.isExecutable(Path.of("/usr/bin/setpriv"));

    private OtherUser() {}

    /** Whether programs are started as another user. Only root can do that. */
    static boolean isPossible() {
        return POSSIBLE;
    }

    /** The command that runs this command as another user if that is possible. */
    static List<String> command(List<String> command) {
        List<String> all = new ArrayList<>();
        if (POSSIBLE) {
            all.addAll(List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        all.addAll(command);
        return all;
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

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
