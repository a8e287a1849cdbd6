package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the heap memory of a parsed body, without the body itself. An empty nested message has two bytes on the
 * wire and becomes an object of more than a hundred bytes, as does an unknown group. The estimate is made before
 * anything is parsed, from the tags and lengths of the fields, without the contents of strings and bytes. It is rather
 * too high than too low. Confined to one thread.
 */
final class ParsedSize {

    /** A message without its fields, and its share of a grown list. */
    private static final int OBJECT_BYTES = 64;

    /** Space for a field in its message, set or not. */
    private static final int SLOT_BYTES = 8;

    /** A string, bytes or a number, in a list or in addition to its slot. */
    private static final int VALUE_BYTES = 64;

    /** For each byte of a packed list. */
    private static final int PACKED_BYTES = 16;

    /** An unknown field: an entry in a tree, and lists that are built twice. */
    private static final int UNKNOWN_BYTES = 384;

    /** The nesting limit of the parser. */
    private static final int DEEPEST = 100;

    private final long enough;
    private long bytes;

    private ParsedSize(long enough) {
        this.enough = enough;
    }

    /**
     * The estimate.
     *
     * @param enough the estimate at which counting may stop
     */
    static long of(Descriptor type, ByteString body, long enough) {
        ParsedSize size = new ParsedSize(enough);
        size.bytes = ofEmpty(type);
        try {
            size.count(body.newCodedInput(), type, 0);
        } catch (IOException e) {
            // the parser will fail at the same place
        }
        return size.bytes;
    }

    private static long ofEmpty(Descriptor type) {
        return OBJECT_BYTES + (long) SLOT_BYTES * type.getFields().size();
    }

    /** Counts up to the end of the message or group. */
    private void count(CodedInputStream in, @Nullable Descriptor type, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("nested too deeply");
        }
        while (bytes < enough) {
            int tag = in.readTag();
            int wireType = WireFormat.getTagWireType(tag);
            if (tag == 0 || wireType == WireFormat.WIRETYPE_END_GROUP) {
                return;
            }
            FieldDescriptor field = type == null ? null : type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (wireType == WireFormat.WIRETYPE_START_GROUP) {
                bytes += UNKNOWN_BYTES; // no type of Mesos has groups
                count(in, null, depth + 1);
            } else if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                countDelimited(in, field, depth);
            } else {
                bytes += isKnown(in, tag, field) ? VALUE_BYTES : UNKNOWN_BYTES;
            }
        }
    }

    /** Skips a number; true if it is stored in a known field. An unknown enum value is stored as an unknown field. */
    private static boolean isKnown(CodedInputStream in, int tag, @Nullable FieldDescriptor field) throws IOException {
        if (field == null || field.getLiteType().getWireType() != WireFormat.getTagWireType(tag)) {
            in.skipField(tag);
            return false;
        }
        if (field.getJavaType() == JavaType.ENUM) {
            return field.getEnumType().findValueByNumber(in.readEnum()) != null;
        }
        in.skipField(tag);
        return true;
    }

    private void countDelimited(CodedInputStream in, @Nullable FieldDescriptor field, int depth) throws IOException {
        int length = in.readRawVarint32();
        if (field != null && field.getJavaType() == JavaType.MESSAGE) {
            bytes += ofEmpty(field.getMessageType());
            int outer = in.pushLimit(length);
            count(in, field.getMessageType(), depth + 1);
            in.popLimit(outer);
            return;
        }
        in.skipRawBytes(length);
        if (field == null) {
            bytes += UNKNOWN_BYTES;
        } else {
            bytes += VALUE_BYTES + (field.isPackable() ? (long) PACKED_BYTES * length : 0);
        }
    }
}
