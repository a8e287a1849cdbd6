package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gotask.mesos.libprocess.Upid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with the addresses of the pages of a cluster with secret names: one URL per line, the master's first. Only the
 * user of this process can read it.
 *
 * @param path absolute
 */
record PagesFile(Path path) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PagesFile.class);

    /**
     * Writes the file.
     *
     * @param processes the master and the agents
     * @throws IOException if it cannot be written
     */
    static PagesFile write(Path workDirectory, List<Upid> processes) throws IOException {
        Path file = workDirectory.resolve("pages-" + ProcessHandle.current().pid());
        String text = processes.stream()
                .map(process -> "http://" + process.host() + ":" + process.port() + "/" + process.id() + "/state\n")
                .collect(Collectors.joining());
        Files.deleteIfExists(file); // left by a former process with this id
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        log.info("the addresses of the local cluster's pages are in {}", file);
        return new PagesFile(file);
    }

    /** Removes the file. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("file cannot be removed: {}, {}", path, e.toString());
        }
    }
}
