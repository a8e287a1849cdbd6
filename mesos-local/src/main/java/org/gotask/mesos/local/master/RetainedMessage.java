package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;

/** What it costs to keep a message that came from outside. */
final class RetainedMessage {

    private static final int OBJECT_BYTES = 64;
    private static final int VALUE_BYTES = 16;

    private RetainedMessage() {}

    /** About how much of the heap a message takes, without unknown fields; small parts take much more than on the wire. */
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
     * A copy to keep: without unknown fields, and without the body that the message was read from, which a message keeps in
     * memory whole for any part of it.
     */
    static <M extends Message> M copyOf(M message) {
        try {
            @SuppressWarnings("unchecked") // a parser of Ms makes Ms
            M copy = (M)
                    DiscardUnknownFieldsParser.wrap(message.getParserForType()).parseFrom(message.toByteArray());
            return copy;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message cannot be read that was one", e);
        }
    }

    /** The same for bytes. */
    static ByteString copyOf(ByteString bytes) {
        return ByteString.copyFrom(bytes.toByteArray());
    }
}
