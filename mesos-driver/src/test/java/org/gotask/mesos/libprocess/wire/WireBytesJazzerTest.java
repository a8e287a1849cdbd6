package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.junit.jupiter.api.Tag;

/**
 * Strangers' bytes, chosen by a fuzzer that sees which branches it reaches. The build only tries the inputs that are
 * kept beside this test; with {@code JAZZER_FUZZ=1} in the environment and one method named, Jazzer looks for new ones
 * for a minute. {@link RequestParserFuzzTest} does the same from seeds, without a guide and in every build.
 */
@Tag("deep")
class WireBytesJazzerTest {

    private static final int MAX_BODY = 100_000;

    @FuzzTest(maxDuration = "1m")
    void anyBytesAreARequestOrRefused(byte[] bytes) throws Exception {
        RequestParser parser = Pieces.parser(MAX_BODY);
        try {
            Pieces.parse(parser, new Pieces(bytes, () -> 7));
        } catch (MalformedRequestException refusal) {
            assertThat(refusal.status()).isBetween(400, 505);
            assertThat(refusal.getMessage()).doesNotContain("\n", "\r");
        }
        assertThat(parser.reservedBytes()).isLessThan(2 * RequestParser.MAX_HEAD_BYTES + 2 * MAX_BODY);
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsAnAddressOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            Upid upid = Upid.parse(text);
            assertThat(Upid.parse(upid.wire())).isEqualTo(upid);
        } catch (IllegalArgumentException declared) {
            assertThat(declared.getMessage()).hasLineCount(1);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void anyBodyIsAMessageOrGarbled(byte[] bytes) {
        try {
            ResourceOffersMessage.parseFrom(bytes).getPidsList().forEach(Upid::find);
        } catch (InvalidProtocolBufferException declared) {
            assertThat(declared.getMessage()).isNotEmpty();
        }
    }
}
