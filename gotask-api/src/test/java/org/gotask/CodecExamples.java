package org.gotask;

import java.nio.ByteBuffer;
import java.time.LocalDate;

/** The examples in the documentation of codecs; {@link CodecTest} runs them. */
final class CodecExamples {

    private CodecExamples() {}

    // @start region="codec"
    static final Codec<Integer> NUMBER =
            Codec.of("number", number -> ByteBuffer.allocate(4).putInt(number).array(), content -> {
                if (content.length != 4) {
                    throw new IllegalArgumentException("expected 4 bytes");
                }
                return ByteBuffer.wrap(content).getInt();
            });

    static int tellAndHear() {
        TaskMsg msg = TaskMsg.of("worker-3", NUMBER, 42);
        return msg.as(NUMBER);
    }
    // @end

    // @start region="map"
    static final Codec<LocalDate> DATE = Codec.text().map("date", LocalDate::toString, LocalDate::parse);
    // @end
}
