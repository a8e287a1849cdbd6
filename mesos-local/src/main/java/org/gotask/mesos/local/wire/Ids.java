package org.gotask.mesos.local.wire;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.gotask.mesos.text.ForeignText;

/** The identifiers that clients choose, and UUIDs, in messages. */
public final class Ids {

    private static final int MAX_LENGTH = 255;

    private Ids() {}

    /** A random UUID, 16 bytes. */
    public static ByteString newUuid() {
        UUID uuid = UUID.randomUUID();
        var bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .flip();
        return ByteString.copyFrom(bytes);
    }

    /** Whether the bytes are a UUID that Mesos accepts: 16 bytes, of version 1 to 5. */
    public static boolean isUuid(ByteString bytes) {
        int version = bytes.size() == 16 ? (bytes.byteAt(6) & 0xf0) >> 4 : 0;
        return version >= 1 && version <= 5;
    }

    /** Whether a client's id can be the name of a directory, and needs no escaping in logs and pages. */
    public static boolean isWellFormed(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && !id.equals(".")
                && !id.equals("..")
                && id.chars().noneMatch(c -> c == '/' || c == '\\')
                && ForeignText.line(id).equals(id);
    }
}
