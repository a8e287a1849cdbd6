package org.gotask.protobuf;

import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.MessageOrBuilder;
import java.util.Objects;
import org.gotask.Codec;

/**
 * Encodes and decodes messages of one protobuf type, in protobuf's binary format.
 *
 * {@snippet file="org/gotask/protobuf/ProtobufExamples.java" region="codec"}
 *
 * <p>Unknown fields are kept, as usual in protobuf, so that fields can be added to types that older programs read. The
 * format does not contain the type: a message of another type is refused only if its bytes do not fit. Extensions are
 * kept as unknown fields. Thread-safe.
 *
 * @param <M> the type of the messages
 */
public final class ProtobufCodec<M extends MessageLite> implements Codec<M> {

    private final M defaultInstance;

    private ProtobufCodec(M defaultInstance) {
        this.defaultInstance = defaultInstance;
    }

    /**
     * A codec for a type.
     *
     * @param <M> the type of the messages
     * @param defaultInstance the type's empty message, {@code Job.getDefaultInstance()}
     * @return the codec
     */
    @SuppressWarnings("unchecked") // the default instance of a type is of this type
    public static <M extends MessageLite> ProtobufCodec<M> of(M defaultInstance) {
        Objects.requireNonNull(defaultInstance, "defaultInstance");
        return new ProtobufCodec<>((M) defaultInstance.getDefaultInstanceForType());
    }

    /** Encodes a message in protobuf's binary format. */
    @Override
    public byte[] encode(M value) {
        return Objects.requireNonNull(value, "value").toByteArray();
    }

    /**
     * Decodes a message from protobuf's binary format.
     *
     * @throws IllegalArgumentException if the content is not in that format, or lacks a required field of the type
     */
    @Override
    @SuppressWarnings("unchecked") // the parser of a type creates messages of this type
    public M decode(byte[] content) {
        Objects.requireNonNull(content, "content");
        try {
            return (M) defaultInstance.getParserForType().parseFrom(content, ExtensionRegistryLite.getEmptyRegistry());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The name in the protobuf file, with its package; for a lite type, the name of the class. */
    @Override
    public String typeName() {
        return defaultInstance instanceof MessageOrBuilder full
                ? full.getDescriptorForType().getFullName()
                : defaultInstance.getClass().getSimpleName();
    }

    @Override
    public String toString() {
        return "ProtobufCodec[" + typeName() + "]";
    }
}
