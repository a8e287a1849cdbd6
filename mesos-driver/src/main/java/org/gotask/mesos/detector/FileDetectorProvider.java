package org.gotask.mesos.detector;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.text.FileBytes;
import org.gotask.mesos.text.FileReason;

/**
 * Masters whose specification is in a file, {@code file:///absolute/path}, which keeps passwords off the command line.
 * Each method reads the file once, since it may be a pipe. Stateless.
 */
final class FileDetectorProvider implements MasterDetectorProvider {

    private static final String PREFIX = "file://";
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LONGEST_BYTES = 64 * 1024;

    @Override
    public String forms() {
        return "file:///path/of/file that contains one of these";
    }

    @Override
    public boolean accepts(String specification) {
        return isFile(specification);
    }

    @Override
    public MasterDetector create(String specification) {
        return within(specification, MasterDetectors::create);
    }

    @Override
    public List<InetSocketAddress> contacts(String specification) {
        return within(specification, MasterDetectors::contacts);
    }

    @Override
    public Optional<MasterContender> contender(String specification, MasterInfo candidate) {
        return within(specification, held -> Optional.of(MasterDetectors.contender(held, candidate)));
    }

    /**
     * The specification in the file, checked.
     *
     * @throws IllegalArgumentException if the file cannot be read or its contents are malformed
     */
    static String held(String specification) {
        return within(specification, held -> {
            MasterDetectors.check(held);
            return held;
        });
    }

    static boolean isFile(String specification) {
        return specification.startsWith(PREFIX);
    }

    private static <T> T within(String specification, Function<String, T> use) {
        String held = read(specification);
        if (isFile(held)) {
            throw new IllegalArgumentException("master file refers to another file: master=" + specification
                    + ", expected the address of the master in it");
        }
        try {
            return use.apply(held);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; read from " + specification, e);
        }
    }

    private static String read(String specification) {
        String name = specification.substring(PREFIX.length());
        if (!name.startsWith("/")) {
            throw new IllegalArgumentException("master file has no absolute path: master=" + specification
                    + ", expected three slashes, for example file:///etc/mesos/zk");
        }
        byte[] bytes;
        try {
            bytes = FileBytes.readAtMost(Path.of(name), LONGEST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("master file does not exist: master=" + specification, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "master file cannot be read: master=" + specification + ": " + FileReason.of(e), e);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "master file cannot be read: master=" + specification + ": " + e.getReason(), e);
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw new IllegalArgumentException(
                    "master file begins with a byte order mark: master=" + specification + "; save it without one");
        }
        if (bytes.length > LONGEST_BYTES || text.lines().count() != 1) {
            // it may be any file, so its contents are not shown
            throw new IllegalArgumentException("master file contains no master: master=" + specification
                    + ", expected one line such as host:port");
        }
        return text;
    }
}
