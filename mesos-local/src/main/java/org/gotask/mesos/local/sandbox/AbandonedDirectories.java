package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.gotask.mesos.local.files.ThisUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary work directories that processes of this user have left behind: killed ones, and those whose run failed,
 * which keep theirs ({@link KeptDirectory}). Other users can create directories with such names too: a directory is
 * removed only if it belongs to this user, nobody else can change it, and its lock is free. Files are removed through
 * open directories, so that nothing outside is affected; on platforms without those, nothing is removed. Thread-safe.
 */
final class AbandonedDirectories {

    /** The prefix of a work directory's name; the id of its process follows, for information. */
    static final String PREFIX = "gotask-local-";

    private static final Logger log = LoggerFactory.getLogger(AbandonedDirectories.class);
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "\\d{1,18}-[0-9a-f]{1,32}");

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The directories of this process. Opening and closing their lock files would release the locks. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    /** Two concurrent sweeps in one process would release each other's locks. */
    private static final ReentrantLock SWEEPING = new ReentrantLock();

    private final Path parent;
    private final ThisUser user;

    /**
     * The abandoned directories in a directory.
     *
     * @param parent absolute, without symbolic links
     */
    AbandonedDirectories(Path parent, ThisUser user) {
        this.parent = parent;
        this.user = user;
    }

    /** An unpredictable name for a directory of this process. */
    static String freshName() {
        return PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(RANDOM.nextLong());
    }

    /** Marks a directory as used by this process. To be called before the directory is created. */
    static void use(Path directory) {
        IN_USE.add(directory);
    }

    /** Ends the use of a directory by this process. */
    static void release(Path directory) {
        IN_USE.remove(directory);
    }

    /**
     * Removes the directories of killed processes, with the processes that still run in them, and the kept directories
     * beyond the limits. Failures are logged.
     */
    void sweep() {
        SWEEPING.lock();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            if (entries instanceof SecureDirectoryStream<Path> open) {
                List<KeptDirectory> kept = new ArrayList<>();
                for (Path entry : open) {
                    Path name = entry.getFileName();
                    if (NAME.matcher(name.toString()).matches() && !IN_USE.contains(parent.resolve(name))) {
                        sweep(open, name, directory -> {
                            Optional<KeptDirectory> found = KeptDirectory.read(name, directory);
                            found.ifPresent(kept::add);
                            return found.isEmpty();
                        });
                    }
                }
                KeptDirectory.beyondLimits(kept).forEach(old -> sweep(open, old.name(), directory -> true));
            } else {
                log.debug("old work directories cannot be removed safely on this platform: directory={}", parent);
            }
        } catch (IOException e) {
            log.warn("old work directories cannot be listed: directory={}, {}", parent, e.toString());
        } catch (DirectoryIteratorException e) {
            log.warn("old work directories cannot be listed: directory={}, {}", parent, String.valueOf(e.getCause()));
        } finally {
            SWEEPING.unlock();
        }
    }

    /** Decides on a directory that no process uses. */
    @FunctionalInterface
    private interface Verdict {
        boolean isToBeRemoved(SecureDirectoryStream<Path> directory) throws IOException;
    }

    private void sweep(SecureDirectoryStream<Path> open, Path name, Verdict verdict) {
        try {
            if (!isOwn(open.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS))) {
                return;
            }
            try (SecureDirectoryStream<Path> directory = open.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                // it may have been replaced in the meantime
                if (isOwn(directory.getFileAttributeView(PosixFileAttributeView.class))) {
                    removeUnlessInUse(open, name, directory, verdict);
                }
            }
        } catch (NoSuchFileException e) {
            // removed by another process
        } catch (IOException e) {
            log.warn("old work directory cannot be removed: directory={}, {}", parent.resolve(name), e.toString());
        }
    }

    private boolean isOwn(PosixFileAttributeView view) throws IOException {
        PosixFileAttributes attributes = view.readAttributes();
        return attributes.isDirectory() && user.ownsAlone(attributes);
    }

    private void removeUnlessInUse(
            SecureDirectoryStream<Path> open, Path name, SecureDirectoryStream<Path> directory, Verdict verdict)
            throws IOException {
        Optional<OwnerLock> unused;
        try {
            unused = OwnerLock.take(directory);
        } catch (NoSuchFileException e) {
            removeIfEmpty(open, name);
            return;
        }
        if (unused.isEmpty()) {
            return;
        }
        OwnerLock held = unused.get();
        try (held) {
            if (!verdict.isToBeRemoved(directory)) {
                return;
            }
            log.info("removing an old work directory: {}", parent.resolve(name));
            ProcessTree.killAllIn(parent.resolve(name));
            FileTree.deleteContents(directory, OwnerLock.FILE);
            // last, because it protects the other files
            directory.deleteFile(Path.of(OwnerLock.FILE));
            open.deleteDirectory(name);
        }
    }

    /**
     * The owner was killed before it created the lock; or it is creating the lock now, and will find the directory
     * missing.
     */
    private static void removeIfEmpty(SecureDirectoryStream<Path> open, Path name) throws IOException {
        try {
            open.deleteDirectory(name);
        } catch (DirectoryNotEmptyException e) {
            // not a work directory, or the owner has just created the lock
        }
    }
}
