package org.gotask;

import java.util.Objects;
import java.util.function.Function;

/** A codec composed of two functions. */
record FunctionCodec<T>(String typeName, Function<? super T, byte[]> encode, Function<byte[], ? extends T> decode)
        implements Codec<T> {

    static final Codec<byte[]> BYTES = new FunctionCodec<>("bytes", byte[]::clone, content -> content);

    FunctionCodec {
        Objects.requireNonNull(typeName, "typeName");
        Objects.requireNonNull(encode, "encode");
        Objects.requireNonNull(decode, "decode");
    }

    @Override
    public byte[] encode(T value) {
        return encode.apply(Objects.requireNonNull(value, "value"));
    }

    @Override
    public T decode(byte[] content) {
        return decode.apply(Objects.requireNonNull(content, "content"));
    }

    @Override
    public String toString() {
        return "Codec[" + typeName + "]";
    }
}
