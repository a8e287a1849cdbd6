package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds the sandboxes of a cluster: one that the user named, which is kept, or a temporary one. Of that
 * the sandboxes of a framework are removed with the framework, and the rest at the end. It carries the id of its process in
 * its name, so that those of processes that were killed can be found and removed.
 *
 * @param path absolute
 * @param temporary whether it is removed at the end
 */
record WorkDirectory(Path path, boolean temporary) implements AutoCloseable {

    static final String PREFIX = "gotask-local-";

    private static final Logger log = LoggerFactory.getLogger(WorkDirectory.class);
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,18})-.*");

    /**
     * Makes the directory. If it is a temporary one, those that killed processes of this user left behind are removed
     * first, with the processes that still run in them.
     */
    static WorkDirectory create(Optional<Path> named) throws IOException {
        if (named.isPresent()) {
            return new WorkDirectory(Files.createDirectories(named.get()).toRealPath(), false);
        }
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(parent);
        Path made = Files.createTempDirectory(
                parent, PREFIX + ProcessHandle.current().pid() + "-");
        return new WorkDirectory(made.toRealPath(), true);
    }

    /** Removes what processes that are no more have left in {@code parent}. */
    static void sweep(Path parent) {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path candidate : candidates) {
                Matcher name = NAME.matcher(candidate.getFileName().toString());
                if (name.matches() && !isAlive(Long.parseLong(name.group(1))) && Files.isWritable(candidate)) {
                    log.info("removing the work directory of a process that was killed: {}", candidate);
                    ProcessTree.killAllIn(candidate);
                    deleteTree(candidate);
                }
            }
        } catch (IOException e) {
            log.warn("old work directories cannot be removed: directory={}, {}", parent, e.toString());
        }
    }

    /** Removes the sandboxes of a framework that has ended on an agent, if the directory is a temporary one. */
    void forget(String agentId, String frameworkId) {
        if (temporary) {
            remove(Sandbox.ofFramework(path, agentId, frameworkId));
        }
    }

    /** Removes a temporary directory. */
    @Override
    public void close() {
        if (temporary) {
            remove(path);
        }
    }

    /** Tries twice, since a process that is just ending may still write. */
    private static void remove(Path tree) {
        try {
            deleteTree(tree);
        } catch (IOException first) {
            try {
                deleteTree(tree);
            } catch (IOException e) {
                log.warn("work directory cannot be removed: directory={}, {}", tree, e.toString());
            }
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void deleteTree(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
