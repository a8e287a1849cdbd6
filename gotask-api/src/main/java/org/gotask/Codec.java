package org.gotask;

import java.util.Objects;
import java.util.function.Function;

/**
 * Turns values of one type into the content of messages and back.
 *
 * {@snippet file="org/gotask/CodecExamples.java" region="codec"}
 *
 * <p>{@link #text} and {@link #bytes} are built in; the module {@code gotask-json} has one for records and sealed interfaces,
 * {@code gotask-protobuf} one for protobuf messages. Where a message does not fit, {@link TaskMsg#as} throws a
 * {@link CodecException} that names task, type and reason: a codec only says the reason.
 *
 * <p>A codec is thread-safe and keeps no state of a message. The interface grows by default methods only.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /**
     * Writes a value.
     *
     * @param value the value
     * @return the content of a message, in a new array that the codec does not touch any more
     * @throws RuntimeException if the value cannot be written; the message says why, in one line
     */
    byte[] encode(T value);

    /**
     * Reads a value.
     *
     * @param content the content of a message; the codec may keep the array
     * @return the value, never null
     * @throws RuntimeException if the content is not that of a value of this type; the message says why, in one line
     */
    T decode(byte[] content);

    /**
     * The name of the type, for messages of exceptions, such as {@code Job}.
     *
     * @return the name
     */
    String typeName();

    /**
     * A codec of two functions.
     *
     * @param <T> the type of the values
     * @param typeName the name of the type, for messages of exceptions
     * @param encode writes a value, as {@link #encode} does
     * @param decode reads a value, as {@link #decode} does
     * @return the codec
     */
    static <T> Codec<T> of(String typeName, Function<? super T, byte[]> encode, Function<byte[], ? extends T> decode) {
        return new FunctionCodec<>(typeName, encode, decode);
    }

    /**
     * Text as UTF-8. Unlike {@link TaskMsg#text}, it refuses content that is not UTF-8, and text with half a surrogate pair.
     *
     * @return the codec
     */
    static Codec<String> text() {
        return TextCodec.UTF_8;
    }

    /**
     * The content itself, copied.
     *
     * @return the codec
     */
    static Codec<byte[]> bytes() {
        return FunctionCodec.BYTES;
    }

    /**
     * A codec for another type, by way of values of this one.
     *
     * {@snippet file="org/gotask/CodecExamples.java" region="map"}
     *
     * @param <R> the other type
     * @param otherTypeName the name of the other type, for messages of exceptions
     * @param write makes a value of this type of the other
     * @param read makes a value of the other type of this one
     * @return the codec
     */
    default <R> Codec<R> map(
            String otherTypeName, Function<? super R, ? extends T> write, Function<? super T, ? extends R> read) {
        Objects.requireNonNull(otherTypeName, "otherTypeName");
        Objects.requireNonNull(write, "write");
        Objects.requireNonNull(read, "read");
        return of(otherTypeName, value -> encode(write.apply(value)), content -> read.apply(decode(content)));
    }
}
