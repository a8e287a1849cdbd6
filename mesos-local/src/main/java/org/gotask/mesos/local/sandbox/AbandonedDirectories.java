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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.gotask.mesos.local.files.ThisUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary work directories that killed processes of this user have left. Every user may put something of the same name
 * there: only directories that belong to this user, that nobody else can change, and whose lock nobody holds are removed,
 * through open directories, so that nothing outside is reached. On a platform without those nothing is removed. Thread-safe.
 */
final class AbandonedDirectories {

    /** What the name of a work directory begins with; the id of its process follows, for people who look for it. */
    static final String PREFIX = "gotask-local-";

    private static final Logger log = LoggerFactory.getLogger(AbandonedDirectories.class);
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "\\d{1,18}-[0-9a-f]{1,32}");

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The directories of this process, whose locks it must not touch. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    /** Two sweeps of one process would take each other's locks away. */
    private static final ReentrantLock SWEEPING = new ReentrantLock();

    private final Path parent;
    private final ThisUser user;

    /**
     * Those in a directory.
     *
     * @param parent absolute, without links
     */
    AbandonedDirectories(Path parent, ThisUser user) {
        this.parent = parent;
        this.user = user;
    }

    /** A name for a directory of this process, which nobody can guess. */
    static String freshName() {
        return PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(RANDOM.nextLong());
    }

    /** Declares a directory to be in use by this process. To be called before it exists. */
    static void use(Path directory) {
        IN_USE.add(directory);
    }

    /** Declares a directory to be in use no more. */
    static void release(Path directory) {
        IN_USE.remove(directory);
    }

    /** Removes them, with the processes that still run in them. One that cannot be removed does not keep the others. */
    void sweep() {
        SWEEPING.lock();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            if (entries instanceof SecureDirectoryStream<Path> open) {
                for (Path entry : open) {
                    Path name = entry.getFileName();
                    if (NAME.matcher(name.toString()).matches() && !IN_USE.contains(parent.resolve(name))) {
                        sweep(open, name);
                    }
                }
            } else {
                log.debug("old work directories are left alone on this platform: directory={}", parent);
            }
        } catch (IOException e) {
            log.warn("old work directories cannot be looked for: directory={}, {}", parent, e.toString());
        } catch (DirectoryIteratorException e) {
            log.warn(
                    "old work directories cannot be looked for: directory={}, {}",
                    parent,
                    String.valueOf(e.getCause()));
        } finally {
            SWEEPING.unlock();
        }
    }

    private void sweep(SecureDirectoryStream<Path> open, Path name) {
        try {
            if (!isOwn(open.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS))) {
                return;
            }
            try (SecureDirectoryStream<Path> directory = open.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                // something else may have taken its place since
                if (isOwn(directory.getFileAttributeView(PosixFileAttributeView.class))) {
                    removeUnlessInUse(open, name, directory);
                }
            }
        } catch (NoSuchFileException e) {
            // removed by somebody else
        } catch (IOException e) {
            log.warn("old work directory cannot be removed: directory={}, {}", parent.resolve(name), e.toString());
        }
    }

    private boolean isOwn(PosixFileAttributeView view) throws IOException {
        PosixFileAttributes attributes = view.readAttributes();
        return attributes.isDirectory() && user.ownsAlone(attributes);
    }

    private void removeUnlessInUse(SecureDirectoryStream<Path> open, Path name, SecureDirectoryStream<Path> directory)
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
            log.info("removing the work directory of a process that was killed: {}", parent.resolve(name));
            ProcessTree.killAllIn(parent.resolve(name));
            FileTree.deleteContents(directory, OwnerLock.FILE);
            // last, so that it protects the rest until that is gone
            directory.deleteFile(Path.of(OwnerLock.FILE));
            open.deleteDirectory(name);
        }
    }

    /** The owner was killed before it made the lock, or makes it now and will see that the directory is gone. */
    private static void removeIfEmpty(SecureDirectoryStream<Path> open, Path name) throws IOException {
        try {
            open.deleteDirectory(name);
        } catch (DirectoryNotEmptyException e) {
            // nothing of ours, or the owner has just made the lock
        }
    }
}
