package org.gotask.scheduler.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.gotask.text.FileReason;

/**
 * The file as it was when it was opened. It stays open, so that its contents remain available if the file is deleted,
 * or replaced by another file of its name. Contents that are overwritten in place are lost, but are recognized.
 * Thread-safe; no thread that reads it may be interrupted, since that would close it for all others.
 */
final class ServedFile implements Closeable {

    private final Path path;
    private final FileChannel channel;
    private final BasicFileAttributes opened;

    private ServedFile(Path path, FileChannel channel, BasicFileAttributes opened) {
        this.path = path;
        this.channel = channel;
        this.opened = opened;
    }

    /**
     * Opens the file.
     *
     * @throws IOException if it cannot be opened; the message is one line that names it
     */
    static ServedFile open(Path path) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw cannotBeOpened(path, e);
        }
        try {
            return new ServedFile(path, channel, attributes(path));
        } catch (IOException e) {
            channel.close();
            throw cannotBeOpened(path, e);
        }
    }

    private static IOException cannotBeOpened(Path path, IOException cause) {
        return new IOException("executor cannot be opened: " + path + ": " + FileReason.of(cause), cause);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    long lengthBytes() {
        return opened.size();
    }

    /**
     * Reads the next bytes into the buffer.
     *
     * @param position the number of bytes before them
     * @return the number of bytes, at least 1
     * @throws IOException if they cannot be read, for example because the file has become shorter
     */
    int read(ByteBuffer buffer, long position) throws IOException {
        int count = channel.read(buffer, position);
        if (count <= 0) {
            throw new IOException("the file has become shorter");
        }
        return count;
    }

    /** The problem in one line if the contents were overwritten since the file was opened. */
    Optional<String> overwritten() {
        return isOverwritten()
                ? Optional.of("the executor was overwritten while the agents downloaded it: " + path + "; run again")
                : Optional.empty();
    }

    private boolean isOverwritten() {
        try {
            if (channel.size() != opened.size()) {
                return true;
            }
            BasicFileAttributes now = attributes(path);
            boolean sameFile = Objects.equals(now.fileKey(), opened.fileKey());
            return sameFile && !now.lastModifiedTime().equals(opened.lastModifiedTime());
        } catch (IOException e) {
            return false; // deleted, or replaced, and the contents are still there
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
