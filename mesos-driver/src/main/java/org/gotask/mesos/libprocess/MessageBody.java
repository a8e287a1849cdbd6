package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/**
 * The body of a message to a process, which is a protobuf. A body of many tiny parts takes a hundred times its length
 * when it is parsed. So one whose parts would take more than an eighth of the heap is refused before that; 8 MiB are
 * always allowed.
 */
public final class MessageBody {

    private static final int HEAP_PART = 8;
    private static final long LEAST_LIMIT_BYTES = 8L * 1024 * 1024;
    private static final long LIMIT_BYTES =
            Math.max(LEAST_LIMIT_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART);

    /** No body of this length reaches the least limit, whatever is in it. */
    private static final int HARMLESS_BYTES = 16 * 1024;

    private MessageBody() {}

    /**
     * Reads a body. Fields of bytes are parts of it and no copies, so that what is passed on from one connection to another
     * is not copied on its way; they keep the whole body in memory.
     *
     * @param prototype any message of the type
     * @throws InvalidProtocolBufferException if the body is no such message, lacks a required field or has too many
     *     parts
     */
    public static <M extends Message> M parse(M prototype, ByteString body) throws InvalidProtocolBufferException {
        @SuppressWarnings("unchecked") // a parser of Ms makes Ms
        M message = (M) parse(prototype, prototype.getParserForType(), body);
        return message;
    }

    /**
     * The same with another parser of the type.
     *
     * @throws InvalidProtocolBufferException if the body is no such message, lacks a required field or has too many
     *     parts
     */
    public static <M extends Message> M parse(Message prototype, Parser<M> parser, ByteString body)
            throws InvalidProtocolBufferException {
        return parse(prototype, parser, body, LIMIT_BYTES);
    }

    static <M extends Message> M parse(Message prototype, Parser<M> parser, ByteString body, long limitBytes)
            throws InvalidProtocolBufferException {
        if (body.size() > HARMLESS_BYTES
                && ParsedSize.of(prototype.getDescriptorForType(), body, limitBytes) >= limitBytes) {
            throw new InvalidProtocolBufferException("too many parts: they take more than " + limitBytes
                    + " bytes of memory; if the message is wanted, give the process a larger heap");
        }
        CodedInputStream in = body.newCodedInput();
        in.enableAliasing(true);
        M message = parser.parsePartialFrom(in);
        in.checkLastTagWas(0);
        if (!message.isInitialized()) {
            // the parser's own check names every field that is missing in any part, in a text longer than the body
            throw new InvalidProtocolBufferException("a required field is missing");
        }
        return message;
    }

    /**
     * Estimates how much of the heap a body and the message that is made of it take together, rather too high than too
     * low. Reads neither texts nor bytes.
     *
     * @param prototype any message of the type
     */
    public static long parsedBytes(Message prototype, ByteString body) {
        return body.size() + ParsedSize.of(prototype.getDescriptorForType(), body, LIMIT_BYTES);
    }
}
