package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;

/** The memory of messages from outside that are kept. */
final class RetainedMessage {

    private static final int OBJECT_BYTES = 64;
    private static final int VALUE_BYTES = 16;

    private RetainedMessage() {}

    /**
     * The approximate heap size of a message without unknown fields; small fields take much more than in the encoded
     * form.
     */
    static long heapBytes(Message message) {
        long sum = OBJECT_BYTES;
        for (Object value : message.getAllFields().values()) {
            sum += ofValue(value);
        }
        return sum;
    }

    private static long ofValue(Object value) {
        return switch (value) {
            case Message part -> heapBytes(part);
            case List<?> list ->
                list.stream().mapToLong(RetainedMessage::ofValue).sum();
            case String text -> OBJECT_BYTES + text.length();
            case ByteString data -> OBJECT_BYTES + data.size();
            default -> VALUE_BYTES;
        };
    }

    /**
     * A copy to keep: without unknown fields, and without a reference to the body of the original, all of which any
     * part of a parsed message keeps in memory.
     */
    static <M extends Message> M copyOf(M message) {
        try {
            @SuppressWarnings("unchecked") // the parser of an M returns an M
            M copy = (M)
                    DiscardUnknownFieldsParser.wrap(message.getParserForType()).parseFrom(message.toByteArray());
            return copy;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("message cannot be parsed again", e);
        }
    }

    /** A copy of bytes, without a reference to the original. */
    static ByteString copyOf(ByteString bytes) {
        return ByteString.copyFrom(bytes.toByteArray());
    }
}
