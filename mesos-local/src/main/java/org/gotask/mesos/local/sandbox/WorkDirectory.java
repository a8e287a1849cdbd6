package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.gotask.mesos.local.files.PrivateFiles;
import org.gotask.mesos.local.files.SharedDirectory;
import org.gotask.mesos.local.files.ThisUser;
import org.gotask.mesos.text.FileReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the sandboxes of a cluster: one that the user has named, which is kept, or a temporary one. Only
 * this user can read the sandboxes. In a temporary directory the sandboxes of a framework are removed with the
 * framework, and the directory at the end, unless {@link #keep} was called. Its lock shows later runs whether the
 * process that created it is alive. Thread-safe.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkDirectory.class);
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final boolean temporary;
    private final Optional<OwnerLock> lock;
    private volatile boolean kept;

    private WorkDirectory(Path path, boolean temporary, Optional<OwnerLock> lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /**
     * Creates the directory. Before a temporary one, removes those that killed processes of this user have left behind,
     * with the processes that still run in them.
     *
     * @throws IOException if it cannot be created, or another user could change its contents; the message is one line
     */
    public static WorkDirectory create(Optional<Path> named) throws IOException {
        return named.isPresent() ? named(named.get()) : temporary(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Creates a directory in the system's temporary one.
     *
     * @param parent the value of {@code java.io.tmpdir}
     */
    static WorkDirectory temporary(String parent) throws IOException {
        try {
            return temporary(Path.of(parent).toRealPath());
        } catch (FileSystemException | InvalidPathException e) {
            throw new IOException(
                    "the temporary directory cannot be used: java.io.tmpdir=" + parent + ", " + reason(e)
                            + "; name another one with java -Djava.io.tmpdir=DIR, or a work directory",
                    e);
        }
    }

    /**
     * Creates a temporary directory.
     *
     * @param parent absolute, without symbolic links
     */
    static WorkDirectory temporary(Path parent) throws IOException {
        if (SharedDirectory.at(parent).isFreeForAll()) {
            log.warn(
                    "every user can replace files of others in the temporary directory: directory={}; set its sticky"
                            + " bit",
                    parent);
        }
        new AbandonedDirectories(parent, ThisUser.in(parent)).sweep();
        for (int i = 0; i < ATTEMPTS; i++) {
            Path path = parent.resolve(AbandonedDirectories.freshName());
            AbandonedDirectories.use(path);
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PrivateFiles.DIRECTORY));
            try {
                Optional<OwnerLock> lock = OwnerLock.create(path);
                if (lock.isPresent()) {
                    return new WorkDirectory(path, true, lock);
                }
            } catch (NoSuchFileException e) {
                // another run has removed the empty directory as abandoned
            } catch (IOException e) {
                log.warn(
                        "work directory cannot be locked, it will be left behind if this process is killed:"
                                + " directory={}, {}",
                        path,
                        e.toString());
                return new WorkDirectory(path, true, Optional.empty());
            }
            AbandonedDirectories.release(path);
        }
        throw new IOException("work directory cannot be created, other runs remove it each time: parent=" + parent);
    }

    private static WorkDirectory named(Path named) throws IOException {
        try {
            PrivateFiles.createDirectories(named);
            SharedDirectory outer = SharedDirectory.at(named);
            Path sandboxes = Sandbox.allIn(outer.path());
            PrivateFiles.createDirectories(sandboxes);
            ThisUser user = ThisUser.in(sandboxes);
            PosixFileAttributes inner =
                    Files.readAttributes(sandboxes, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!outer.isSafeFor(user) || !inner.isDirectory() || !user.ownsAlone(inner)) {
                throw new IOException("another user can change the contents of the work directory: work_dir="
                        + outer.path()
                        + ", owner=" + outer.owner() + ", owner of " + sandboxes.getFileName() + "=" + inner.owner()
                        + "; name a directory of your own");
            }
            return new WorkDirectory(outer.path(), false, Optional.empty());
        } catch (FileSystemException e) {
            throw new IOException("work directory cannot be used: work_dir=" + named + ", " + reason(e), e);
        }
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case FileAlreadyExistsException file -> file.getFile() + " is not a directory";
            case FileSystemException file -> FileReason.withPath(file);
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** The path of the directory; absolute, without symbolic links. */
    public Path path() {
        return path;
    }

    /**
     * Keeps the directory, because the user will read the output of the executors: from now on this object removes
     * nothing. Later
     * clusters remove the oldest of the temporary directories that were kept.
     *
     * @return the path of the directory; empty if no executor was started
     */
    public Optional<Path> keep() {
        if (!Files.isDirectory(Sandbox.allIn(path), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        kept = true;
        return Optional.of(path);
    }

    /** Removes the sandboxes of an ended framework on an agent, if the directory is temporary and not kept. */
    public void removeSandboxes(String agentId, String frameworkId) {
        if (temporary && !kept) {
            remove(Sandbox.ofFramework(path, agentId, frameworkId));
        }
    }

    /** Removes the directory, if it is temporary and not kept. */
    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        if (kept) {
            mark();
        } else if (remove(Sandbox.allIn(path))) {
            remove(path);
        } // otherwise the lock file stays, so that the next run tries again
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            log.debug("work directory cannot be unlocked: directory={}", path, e);
        }
        AbandonedDirectories.release(path);
    }

    /** With the lock held: otherwise another run could remove the directory as abandoned. */
    private void mark() {
        try {
            KeptDirectory.mark(path);
        } catch (IOException e) {
            log.warn("work directory cannot be kept: directory={}, {}", path, e.toString());
        }
    }

    /** Tries twice, because a process that is ending may still write. */
    private static boolean remove(Path tree) {
        try {
            FileTree.delete(tree);
            return true;
        } catch (IOException first) {
            try {
                FileTree.delete(tree);
                return true;
            } catch (IOException e) {
                log.warn("work directory cannot be removed: directory={}, {}", tree, e.toString());
                return false;
            }
        }
    }
}
