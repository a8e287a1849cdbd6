package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/** The body of a message to a process, which is a protobuf. */
public final class MessageBody {

    private MessageBody() {}

    /**
     * Reads a body. Fields of bytes are parts of it and no copies, so that what is passed on from one connection to another
     * is not copied on its way; they keep the whole body in memory.
     *
     * @param prototype any message of the type
     * @throws InvalidProtocolBufferException if the body is no such message, or lacks a required field
     */
    public static <M extends Message> M parse(M prototype, ByteString body) throws InvalidProtocolBufferException {
        @SuppressWarnings("unchecked") // a parser of Ms makes Ms
        M message = (M) parse(prototype.getParserForType(), body);
        return message;
    }

    /**
     * The same with a parser.
     *
     * @throws InvalidProtocolBufferException if the body is no such message, or lacks a required field
     */
    public static <M extends Message> M parse(Parser<M> parser, ByteString body) throws InvalidProtocolBufferException {
        CodedInputStream in = body.newCodedInput();
        in.enableAliasing(true);
        M message = parser.parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }
}
