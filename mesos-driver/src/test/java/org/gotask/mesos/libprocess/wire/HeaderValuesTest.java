package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of headers are compared as RFC 9110 says: tokens without regard to case, and lists element by element. */
class HeaderValuesTest {

    private static final int MAX_BODY = 1000;

    private static Request only(String text) throws Exception {
        byte[] wire = text.getBytes(StandardCharsets.ISO_8859_1);
        List<Request> requests = Pieces.parse(Pieces.parser(MAX_BODY), new Pieces(wire, () -> wire.length));
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expect: 100-continue",
                "Expect: 100-Continue",
                "EXPECT:100-CONTINUE",
                "expect: \t100-continue \t",
                "Expect: , 100-Continue ,,",
                "Expect: 100-continue,100-CONTINUE",
                "Expect: 100-continue\r\nExpect: 100-Continue"
            })
    void expectationIsUnderstoodInAnySpelling(String header) throws Exception {
        Request request = only("POST / HTTP/1.1\r\n" + header + "\r\nContent-Length: 2\r\n\r\nok");

        assertThat(request.head().framing().awaitsContinue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nExpect:",
                "POST / HTTP/1.1\r\nExpect: ,",
                "POST / HTTP/1.0\r\nExpect: 100-continue"
            })
    void emptyExpectationAndThatOfAnOldPeerAreIgnored(String head) throws Exception {
        Request request = only(head + "\r\nContent-Length: 2\r\n\r\nok");

        assertThat(request.head().framing().awaitsContinue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-ok", "100-continue, gold", "100 continue", "100-continue;q=1", "\"100-continue\""})
    void otherExpectationsFail(String value) {
        assertThatThrownBy(() -> only("POST / HTTP/1.1\r\nExpect: " + value + "\r\nContent-Length: 2\r\n\r\nok"))
                .isInstanceOf(MalformedRequestException.class)
                .extracting(e -> ((MalformedRequestException) e).status())
                .isEqualTo(417);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "CONNECTION:CLOSE",
                "Connection: keep-alive, Close",
                "Connection:\tclose\t,upgrade",
                "Connection: ,,close,",
                "Connection: keep-alive\r\nConnection: close"
            })
    void connectionEndsAfterTheResponse(String header) throws Exception {
        assertThat(only("GET / HTTP/1.1\r\n" + header + "\r\n\r\n").head().last())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "keep-alive", "Keep-Alive, Upgrade", "close-not", "x close", "closed", "\u00a0close"})
    void connectionStays(String value) throws Exception {
        assertThat(only("GET / HTTP/1.1\r\nConnection: " + value + "\r\n\r\n")
                        .head()
                        .last())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "\tchunked ", ", chunked ,"})
    void chunkedIsUnderstoodInAnySpelling(String coding) throws Exception {
        Request request = only("POST /a/b HTTP/1.1\r\nLibprocess-From: x@127.0.0.1:1\r\nTransfer-Encoding: " + coding
                + "\r\n\r\n2 ;a=b\r\nok\r\n0\t;c\r\n\r\n");

        assertThat(request.body().toStringUtf8()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, chunked", "chunked;q=1", "identity", "", ","})
    void otherCodingsAreRefused(String coding) {
        assertThatThrownBy(() -> only("POST / HTTP/1.1\r\nTransfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n"))
                .isInstanceOf(MalformedRequestException.class)
                .extracting(e -> ((MalformedRequestException) e).status())
                .isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.2", "HTTP/1.9"})
    void laterMinorVersionIsTreatedAsTheFirst(String version) throws Exception {
        assertThat(only("GET / " + version + "\r\n\r\n").head().last()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.", "HTTP/1.x", "HTTP/1.10", "HTTP/11", "HTTP/0.9", "HTTP/3"})
    void otherVersionsAreRefused(String version) {
        assertThatThrownBy(() -> only("GET / " + version + "\r\n\r\n"))
                .isInstanceOf(MalformedRequestException.class)
                .extracting(e -> ((MalformedRequestException) e).status())
                .isEqualTo(505);
    }

    @Test
    void listOfManyElementsTakesTimeInProportionToItsLength() {
        assertThat(FieldList.tokens(", ".repeat(500_000) + "close")).containsExactly("close");
        assertThat(FieldList.tokens(" ".repeat(1_000_000))).isEmpty();
        assertThat(FieldList.tokens("a,".repeat(500_000))).hasSize(500_000);
    }
}
