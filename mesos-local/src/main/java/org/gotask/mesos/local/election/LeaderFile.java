package org.gotask.mesos.local.election;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.files.PrivateFiles;
import org.gotask.mesos.local.files.SharedDirectory;
import org.gotask.mesos.local.files.ThisUser;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.text.FileReason;

/**
 * The file by which the masters of one user on one machine publish the leader: one line with its address and id. The
 * leader holds the lock of a second file, which the system releases when the process dies. A file that belongs to
 * another user is refused, because a master makes agents run programs. Immutable.
 *
 * @param path of the file; absolute
 */
record LeaderFile(Path path) {

    /** The prefix of a specification. */
    static final String PREFIX = "leader://";

    private static final int LONGEST_BYTES = 4096;

    /**
     * Reads a specification such as {@code leader:///var/tmp/mesos-leader}.
     *
     * @throws IllegalArgumentException if it is malformed; the message is one line
     */
    static LeaderFile parse(String specification) {
        try {
            Path path = Path.of(specification.substring(PREFIX.length()));
            if (path.isAbsolute() && path.getFileName() != null) {
                return new LeaderFile(path.normalize());
            }
        } catch (InvalidPathException e) {
            // reported below
        }
        throw new IllegalArgumentException("malformed leader file: master=" + specification
                + ", expected three slashes and an absolute path, for example leader:///var/tmp/mesos-leader");
    }

    Path lock() {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    Path folder() {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException("an absolute path with a file name has a parent: " + path);
        }
        return parent;
    }

    /**
     * Opens the lock file; creates it if it is missing.
     *
     * @param user the required owner
     * @throws IOException if it cannot be opened, or belongs to another user
     */
    FileChannel openLock(ThisUser user) throws IOException {
        checkFolder(user);
        try {
            return FileChannel.open(
                    lock(),
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PrivateFiles.FILE));
        } catch (FileAlreadyExistsException e) {
            checkOwner(lock(), user);
            return FileChannel.open(lock(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * Reads the master that leads, or led last; empty if the file does not exist or is malformed.
     *
     * @param user the required owner
     * @throws IOException if it cannot be read, or belongs to another user
     */
    Optional<MasterInfo> read(ThisUser user) throws IOException {
        checkFolder(user);
        byte[] bytes;
        try {
            checkOwner(path, user);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try (var file = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            bytes = file.readNBytes(LONGEST_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        String[] words = new String(bytes, StandardCharsets.UTF_8).strip().split(" ", -1);
        return words.length == 2 ? Upid.find(words[0]).map(pid -> MasterAddress.info(words[1], pid)) : Optional.empty();
    }

    /** Publishes the leader. Readers get the former line or the new one. */
    void write(MasterInfo leader) throws IOException {
        Path fresh = Files.createTempFile(folder(), ".leader", ".new");
        try {
            Files.writeString(fresh, leader.getPid() + " " + leader.getId() + "\n");
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The error message for a failure of one of these methods, in one line. */
    String problem(IOException e) {
        return "leader file cannot be used: " + path + ": " + FileReason.withPath(e);
    }

    /** Without this check, another user could replace a file after the check of its owner. */
    private void checkFolder(ThisUser user) throws IOException {
        SharedDirectory folder = SharedDirectory.at(folder());
        if (!folder.isSafeFor(user)) {
            throw new IOException(
                    "another user can replace the files in " + folder.path() + ", owner=" + folder.owner());
        }
    }

    private static void checkOwner(Path file, ThisUser user) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || !user.ownsAlone(attributes)) {
            throw new IOException("it must be a file that only you can write: " + file.getFileName() + ", owner="
                    + attributes.owner());
        }
    }
}
