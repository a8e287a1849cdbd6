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
 * Estimates how much of the heap a body takes beside its own bytes once it is parsed. An empty message within a message
 * has two bytes on the wire and becomes an object of a hundred and more, and so does a group that the type does not know.
 * The estimate is made before any of these objects: one look at each field, none at the content of texts and bytes. It is
 * rather too high than too low. Confined to one thread.
 */
final class ParsedSize {

    /** A message without its fields, and its place in a list that has grown. */
    private static final int OBJECT_BYTES = 64;

    /** Space for a field in its message, set or not. */
    private static final int SLOT_BYTES = 8;

    /** A text, bytes or a number, in a list or beside its slot. */
    private static final int VALUE_BYTES = 64;

    /** For each byte of a packed list. */
    private static final int PACKED_BYTES = 16;

    /** A field that the type does not know has an entry in a tree, and lists, which are built twice. */
    private static final int UNKNOWN_BYTES = 384;

    /** The parser goes as deep as this. */
    private static final int DEEPEST = 100;

    private final long enough;
    private long bytes;

    private ParsedSize(long enough) {
        this.enough = enough;
    }

    /**
     * The estimate.
     *
     * @param enough where it may stop to count
     */
    static long of(Descriptor type, ByteString body, long enough) {
        ParsedSize size = new ParsedSize(enough);
        size.bytes = ofEmpty(type);
        try {
            size.count(body.newCodedInput(), type, 0);
        } catch (IOException e) {
            // the parser will get no further either
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

    /** Passes over a number; whether it has a place in the message. A value that its enum lacks is an unknown field. */
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
