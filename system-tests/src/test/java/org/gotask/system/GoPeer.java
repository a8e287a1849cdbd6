package org.gotask.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs in {@code src/test/go}, which speak Mesos by mesos-go instead of our drivers. They are built once per test
 * run, by Debian's Go against Debian's mesos-go, offline. Thread-safe.
 */
final class GoPeer {

    private static final String PACKAGE = "src/github.com/mesos/mesos-go/api/v0";
    private static final String REMEDY = "apt-get install golang-go golang-github-mesos-mesos-go-dev";

    /** Where Debian installs the sources of Go libraries. */
    private static final Path DEBIAN_GOPATH = Path.of("/usr/share/gocode");

    private static final Path SOURCES = AppProcess.PROJECT.resolve("system-tests/src/test/go");
    private static final Path TARGET = AppProcess.PROJECT.resolve("system-tests/target/go");

    private static final ReentrantLock BUILDING = new ReentrantLock();

    private static @Nullable Path built;

    private GoPeer() {}

    /**
     * A program, ready to run.
     *
     * @param name its folder's
     * @throws org.opentest4j.TestAbortedException if Go or mesos-go is not installed, unless continuous integration runs
     *     the test: there it fails
     */
    static Path program(String name) throws IOException, InterruptedException {
        BUILDING.lock();
        try {
            Path bin = built;
            if (bin == null) {
                bin = build();
                built = bin;
            }
            return bin.resolve(name);
        } finally {
            BUILDING.unlock();
        }
    }

    private static Path build() throws IOException, InterruptedException {
        Path gopath = gopath().orElseThrow(() -> missing("mesos-go is not installed", System.getenv("CI")));
        Path bin = TARGET.resolve("bin");
        Files.createDirectories(bin);
        ProcessBuilder go = new ProcessBuilder("go", "build", "-o", bin + "/", "./scheduler", "./executor", "./shouter")
                .directory(SOURCES.toFile())
                .redirectErrorStream(true);
        go.environment().put("GO111MODULE", "off");
        go.environment().put("GOPATH", gopath.toString());
        go.environment().put("GOCACHE", TARGET.resolve("cache").toString());
        go.environment().put("GOFLAGS", "");
        Process process;
        try {
            process = go.start();
        } catch (IOException e) {
            throw missing("go is not installed: " + e.getMessage(), System.getenv("CI"));
        }
        process.getOutputStream().close();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new AssertionError("the Go programs of the tests do not build:\n" + said);
        }
        return bin;
    }

    /** The first of the places where Go libraries are that holds mesos-go. */
    private static Optional<Path> gopath() {
        return Stream.concat(
                        List.of(Optional.ofNullable(System.getenv("GOPATH"))
                                        .orElse("")
                                        .split(":", -1))
                                .stream()
                                .filter(path -> !path.isBlank())
                                .map(Path::of),
                        Stream.of(DEBIAN_GOPATH))
                .filter(path -> Files.isDirectory(path.resolve(PACKAGE)))
                .findFirst();
    }

    /**
     * Ends a test whose peer is missing.
     *
     * @param ci the environment's {@code CI}: continuous integration has to have the peer
     * @return the failure to throw in continuous integration
     * @throws org.opentest4j.TestAbortedException anywhere else
     */
    static AssertionError missing(String what, @Nullable String ci) {
        String message = what + "; the test needs it: " + REMEDY;
        if (ci == null || ci.isEmpty()) {
            Assumptions.abort(message);
        }
        return new AssertionError(message);
    }
}
