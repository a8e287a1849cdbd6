package org.gotask;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Text as UTF-8; refuses malformed content. */
enum TextCodec implements Codec<String> {
    UTF_8;

    @Override
    public byte[] encode(String value) {
        Objects.requireNonNull(value, "value");
        try {
            ByteBuffer content = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(value));
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("unpaired surrogate in the text", e);
        }
    }

    @Override
    public String decode(byte[] content) {
        Objects.requireNonNull(content, "content");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    @Override
    public String typeName() {
        return "text";
    }
}
