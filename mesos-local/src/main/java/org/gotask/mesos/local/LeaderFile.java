package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.MasterInfo;

/**
 * The file by which masters of one machine are found: one line with the leader's address and id. The leader is who holds
 * the lock of another file beside it, which the system takes from a process that dies. Immutable.
 *
 * @param path of the file; absolute
 */
record LeaderFile(Path path) {

    /** What a specification begins with. */
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
            // told below
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

    /** Who leads, or led last; empty if there is no such file yet, or nothing that can be understood in it. */
    Optional<MasterInfo> read() throws IOException {
        byte[] bytes;
        try (var file = Files.newInputStream(path)) {
            bytes = file.readNBytes(LONGEST_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        String[] words = new String(bytes, StandardCharsets.UTF_8).strip().split(" ", -1);
        return words.length == 2 ? Upid.find(words[0]).map(pid -> MasterAddress.info(words[1], pid)) : Optional.empty();
    }

    /** Says who leads. Readers see the old line or the new one. */
    void write(MasterInfo leader) throws IOException {
        Path fresh = Files.createTempFile(folder(), ".leader", ".new");
        try {
            Files.writeString(fresh, leader.getPid() + " " + leader.getId() + "\n");
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
