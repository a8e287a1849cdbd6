package org.gotask;

import java.util.Objects;
import java.util.function.Function;

/**
 * Encodes values of one type as the content of messages, and decodes them.
 *
 * {@snippet file="org/gotask/CodecExamples.java" region="codec"}
 *
 * <p>{@link #text} and {@link #bytes} are built in; the module {@code gotask-json} has a codec for records and sealed
 * interfaces, {@code gotask-protobuf} one for protobuf messages. If a message does not fit, {@link TaskMsg#as} throws a
 * {@link CodecException} that names the task, the type and the reason; the codec itself only provides the reason.
 *
 * <p>Codecs are thread-safe and keep no state between messages. The interface grows by default methods only.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /**
     * Encodes a value.
     *
     * @param value the value
     * @return the content of a message, in a new array that the codec does not access again
     * @throws RuntimeException if the value cannot be encoded; the exception message gives the reason in one line
     */
    byte[] encode(T value);

    /**
     * Decodes a value.
     *
     * @param content the content of a message; the codec may keep the array
     * @return the value, never null
     * @throws RuntimeException if the content does not encode a value of this type; the exception message gives the
     *     reason in one line
     */
    T decode(byte[] content);

    /**
     * The name of the type, for messages of exceptions, such as {@code Job}.
     *
     * @return the name
     */
    String typeName();

    /**
     * A codec from two functions.
     *
     * @param <T> the type of the values
     * @param typeName the name of the type, for messages of exceptions
     * @param encode encodes a value, see {@link #encode}
     * @param decode decodes a value, see {@link #decode}
     * @return the codec
     */
    static <T> Codec<T> of(String typeName, Function<? super T, byte[]> encode, Function<byte[], ? extends T> decode) {
        return new FunctionCodec<>(typeName, encode, decode);
    }

    /**
     * Text as UTF-8. Unlike {@link TaskMsg#text}, it refuses content that is not UTF-8, and text with an unpaired
     * surrogate.
     *
     * @return the codec
     */
    static Codec<String> text() {
        return TextCodec.UTF_8;
    }

    /**
     * A codec for the content itself, which is copied.
     *
     * @return the codec
     */
    static Codec<byte[]> bytes() {
        return FunctionCodec.BYTES;
    }

    /**
     * A codec for another type, based on this one.
     *
     * {@snippet file="org/gotask/CodecExamples.java" region="map"}
     *
     * @param <R> the other type
     * @param otherTypeName the name of the other type, for messages of exceptions
     * @param write converts a value of the other type to this type
     * @param read converts a value of this type to the other type
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
