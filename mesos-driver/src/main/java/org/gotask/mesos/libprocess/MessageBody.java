package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/**
 * Parses the body of a message, a serialized protobuf. Once parsed, a body of many tiny fields takes a hundred times
 * its length. A body that would take more than an eighth of the heap is therefore refused before it is parsed; 8 MiB
 * are always allowed.
 */
public final class MessageBody {

    private static final int HEAP_PART = 8;
    private static final long LEAST_LIMIT_BYTES = 8L * 1024 * 1024;
    private static final long LIMIT_BYTES =
            Math.max(LEAST_LIMIT_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART);

    /** No body of this length reaches the lowest limit, whatever its contents. */
    private static final int HARMLESS_BYTES = 16 * 1024;

    private MessageBody() {}

    /**
     * Parses a body. Fields of type {@code bytes} refer to the body and are not copied; they keep the whole body in
     * memory.
     *
     * @param prototype any message of the type
     * @throws InvalidProtocolBufferException if the body is not such a message, lacks a required field or has too many
     *     fields
     */
    public static <M extends Message> M parse(M prototype, ByteString body) throws InvalidProtocolBufferException {
        @SuppressWarnings("unchecked") // a parser of Ms makes Ms
        M message = (M) parse(prototype, prototype.getParserForType(), body);
        return message;
    }

    /**
     * Parses a body with another parser of the type.
     *
     * @throws InvalidProtocolBufferException if the body is not such a message, lacks a required field or has too many
     *     fields
     */
    public static <M extends Message> M parse(Message prototype, Parser<M> parser, ByteString body)
            throws InvalidProtocolBufferException {
        return parse(prototype, parser, body, LIMIT_BYTES);
    }

    static <M extends Message> M parse(Message prototype, Parser<M> parser, ByteString body, long limitBytes)
            throws InvalidProtocolBufferException {
        if (body.size() > HARMLESS_BYTES
                && ParsedSize.of(prototype.getDescriptorForType(), body, limitBytes) >= limitBytes) {
            throw new InvalidProtocolBufferException("too many parts: parsed, the message takes more than " + limitBytes
                    + " bytes of memory; if it is legitimate, give the process a larger heap");
        }
        CodedInputStream in = body.newCodedInput();
        in.enableAliasing(true);
        M message = parser.parsePartialFrom(in);
        in.checkLastTagWas(0);
        if (!message.isInitialized()) {
            // the parser's own check lists each missing field of each part, in a text that may be longer than the body
            throw new InvalidProtocolBufferException("a required field is missing");
        }
        return message;
    }

    /**
     * Estimates the heap memory of a body and its parsed message together, rather too high than too low. Does not look
     * at strings and bytes.
     *
     * @param prototype any message of the type
     */
    public static long parsedBytes(Message prototype, ByteString body) {
        return body.size() + ParsedSize.of(prototype.getDescriptorForType(), body, LIMIT_BYTES);
    }
}
