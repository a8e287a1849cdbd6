package org.gotask.mesos.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Reads small files that may be pipes, such as {@code <(command)} in a shell. Stateless. */
public final class FileBytes {

    private FileBytes() {}

    /**
     * Returns the first bytes of a file, or all of them if there are fewer. Reads the file once, from its beginning.
     *
     * @param maxBytes the maximum number of bytes to return; zero or more
     * @throws IOException if the file cannot be opened or read
     */
    public static byte[] readAtMost(Path file, int maxBytes) throws IOException {
        Objects.requireNonNull(file, "file");
        byte[] buffer = new byte[maxBytes];
        try (InputStream in = Files.newInputStream(file)) {
            // on Java 21 the variant of readNBytes that allocates the array seeks, which a pipe cannot do
            return Arrays.copyOf(buffer, in.readNBytes(buffer, 0, maxBytes));
        }
    }
}
