package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.local.files.PrivateFiles;

/**
 * The lock of a work directory: a file that the owner keeps locked during its lifetime, and that the system unlocks
 * when the owner dies. Unlike a process id, it is valid in every container that sees the file.
 *
 * <p>A process must not open the lock file of a lock that it holds: closing any of its channels to the file releases
 * the lock.
 */
final class OwnerLock implements AutoCloseable {

    /** The name of the file. */
    static final String FILE = "owner.lock";

    private final FileChannel channel;

    private OwnerLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the file and locks it.
     *
     * @return empty if another process has locked or deleted the file in the meantime
     * @throws IOException if the file exists, the directory is missing, or the file system has no locks
     */
    static Optional<OwnerLock> create(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PrivateFiles.FILE));
        Optional<OwnerLock> lock = tryLock(channel);
        // only a holder of the lock deletes the file, and no other process creates one in this directory
        if (lock.isPresent() && Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            lock.get().close();
            return Optional.empty();
        }
        return lock;
    }

    /**
     * Locks the file of another process, unless that process is alive.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be opened or locked, or is not a regular file
     */
    static Optional<OwnerLock> take(SecureDirectoryStream<Path> directory) throws IOException {
        Path name = Path.of(FILE);
        if (!directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isRegularFile()) {
            throw new IOException(FILE + " is not a regular file");
        }
        SeekableByteChannel opened =
                directory.newByteChannel(name, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        if (opened instanceof FileChannel channel) {
            return tryLock(channel);
        }
        opened.close();
        throw new IOException(FILE + " cannot be locked on this platform");
    }

    private static Optional<OwnerLock> tryLock(FileChannel channel) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this JVM
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new OwnerLock(channel));
    }

    /** Unlocks; does not delete the file. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
