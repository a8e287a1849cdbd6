package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.util.Arrays;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;

/** Bodies of many tiny parts, as only an attacker would write them. */
final class Parts {

    private static final int UNKNOWN_FIELD = 15;

    private Parts() {}

    /** A {@link ResourceOffersMessage} without the required fields of its offers. */
    static ByteString emptyOffers(int count) {
        byte[] body = new byte[2 * count];
        for (int i = 0; i < body.length; i += 2) {
            body[i] = tag(ResourceOffersMessage.OFFERS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        }
        return UnsafeByteOperations.unsafeWrap(body);
    }

    /** Nested groups, each of which contains the next one. */
    static ByteString unknownGroups(int count, int depth) {
        byte[] body = new byte[2 * depth * count];
        for (int i = 0; i < body.length; i += 2 * depth) {
            Arrays.fill(body, i, i + depth, tag(UNKNOWN_FIELD, WireFormat.WIRETYPE_START_GROUP));
            Arrays.fill(body, i + depth, i + 2 * depth, tag(UNKNOWN_FIELD, WireFormat.WIRETYPE_END_GROUP));
        }
        return UnsafeByteOperations.unsafeWrap(body);
    }

    private static byte tag(int field, int wireType) {
        return (byte) (field << 3 | wireType);
    }
}
