package org.gotask.mesos.libprocess.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.wire.RequestHead.ToPage;
import org.gotask.mesos.libprocess.wire.RequestHead.ToProcess;
import org.gotask.mesos.text.ForeignText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

    private static final int MAX_BODY = 64 * 1024 * 1024;
    private static final String FROM = "Libprocess-From: a@127.0.0.1:1\r\n";

    @ParameterizedTest
    @FieldSource("org.gotask.mesos.libprocess.wire.Recordings#MESSAGES")
    void readsARecordingInPiecesOfEverySize(String name) throws Exception {
        byte[] wire = Recordings.read(name);
        Request whole = only(wire, wire.length);

        assertThat(whole.head().target()).isInstanceOf(ToProcess.class);
        assertThat(whole.body().isEmpty()).isEqualTo(name.endsWith("-empty"));
        assertThat(whole.head().last()).isFalse();
        for (int size = 1; size < wire.length; size++) {
            assertThat(only(wire, size)).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @FieldSource("org.gotask.mesos.libprocess.wire.Recordings#PAGES")
    void readsARecordedPlainRequest(String name) throws Exception {
        byte[] wire = Recordings.read(name);

        for (int size = 1; size <= wire.length; size++) {
            assertThat(only(wire, size).head().target()).isInstanceOf(ToPage.class);
        }
    }

    @Test
    void readsAllRecordingsOnOneConnectionInPiecesOfManySizes() throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Recordings.MESSAGES.forEach(name -> wire.writeBytes(Recordings.read(name)));
        List<Request> whole = parse(wire.toByteArray(), wire.size());

        assertThat(whole).hasSameSizeAs(Recordings.MESSAGES);
        for (int size = 1; size < wire.size(); size += 1 + size / 8) {
            assertThat(parse(wire.toByteArray(), size)).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    @Test
    void readsALongStreamInPiecesOfChangingSize() throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int i = 0; i < 40; i++) {
            Recordings.MESSAGES.forEach(name -> wire.writeBytes(Recordings.read(name)));
        }
        List<Request> whole = parse(wire.toByteArray(), wire.size());

        for (int seed = 0; seed < 40; seed++) {
            Random sizes = new Random(seed);
            int largest = 1 << sizes.nextInt(4, 18);
            Pieces pieces = new Pieces(wire.toByteArray(), () -> sizes.nextInt(largest));
            assertThat(Pieces.parse(Pieces.parser(MAX_BODY), pieces))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    @Test
    void findsSenderProcessAndNameOfBothKindsOfPeer() throws Exception {
        ToProcess cpp = target(Recordings.read("cpp-agent-pong-empty"), ToProcess.class);
        ToProcess go = target(Recordings.read("mesos-go-executor-register"), ToProcess.class);

        assertThat(cpp.from()).contains(Upid.parse("slave(1)@127.0.0.1:26061"));
        assertThat(cpp.address().id()).isEqualTo("slave-observer(1)");
        assertThat(cpp.address().name()).isEqualTo("mesos.internal.PongSlaveMessage");
        assertThat(go.from()).contains(Upid.parse("executor(1)@127.0.0.1:39133"));
        assertThat(go.address().id()).isEqualTo("slave(1)");
        assertThat(go.address().name()).isEqualTo("mesos.internal.RegisterExecutorMessage");
    }

    @Test
    void takesTheSenderFromTheUserAgentWhenNothingElseNamesIt() throws Exception {
        assertThat(message("User-Agent: libprocess/b@127.0.0.1:2\r\n").from()).contains(Upid.parse("b@127.0.0.1:2"));
        assertThat(message("user-agent: libprocess/b@127.0.0.1:2\r\nLIBPROCESS-FROM:c@127.0.0.1:3\r\n")
                        .from())
                .contains(Upid.parse("c@127.0.0.1:3"));
    }

    @Test
    void deliversAMessageWhoseSenderCannotBeRead() throws Exception {
        assertThat(message("Libprocess-From: nonsense\r\n").from()).isEmpty();
        assertThat(message("Libprocess-From:\r\n").from()).isEmpty();
    }

    @Test
    void tellsMessagesFromPlainRequests() throws Exception {
        assertThat(only("POST /a/b HTTP/1.1\r\nUser-Agent: curl/8\r\n\r\n")
                        .head()
                        .target())
                .isInstanceOf(ToPage.class);
        assertThat(only("GET /a/b HTTP/1.1\r\n" + FROM + "\r\n").head().target())
                .isInstanceOf(ToPage.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/slave(1)/x.Y, slave(1), x.Y",
        "/slave%281%29/x.Y, slave(1), x.Y",
        "/a%2Fb/x.Y, a/b, x.Y",
        "/api/v1/scheduler, api, v1/scheduler",
        "/only, only, ''",
        "/a/x.Y?q=1, a, x.Y",
        "http://localhost:1/a/x.Y, a, x.Y"
    })
    void decodesTheFirstPathSegmentOnly(String path, String id, String name) throws Exception {
        ToProcess message = target(("POST " + path + " HTTP/1.1\r\n" + FROM + "\r\n"), ToProcess.class);

        assertThat(message.address().id()).isEqualTo(id);
        assertThat(message.address().name()).isEqualTo(name);
    }

    @Test
    void keepsPathQueryAndHeadersOfAPlainRequest() throws Exception {
        ToPage page = target(
                "GET /files%20x/%C3%BC?path=%2Fa HTTP/1.1\r\nHost:  localhost:1 \r\nX-A: 1\r\nx-a: 2\r\n\r\n",
                ToPage.class);

        assertThat(page.path()).isEqualTo("/files x/ü");
        assertThat(page.query()).isEqualTo("path=%2Fa");
        assertThat(page.headers()).containsEntry("host", "localhost:1").containsEntry("x-a", "2");
    }

    @Test
    void joinsChunksAndSkipsExtensionsAndTrailers() throws Exception {
        byte[] wire = ("POST /a/b HTTP/1.1\r\n" + FROM + "transfer-encoding: Chunked\r\n\r\n"
                        + "3;name=value\r\nabc\r\nA \r\n0123456789\r\n000\r\nTrailer: 1\r\nOther: 2\r\n\r\n"
                        + "POST /a/c HTTP/1.1\r\n" + FROM + "Content-Length: 1\r\n\r\nz")
                .getBytes(StandardCharsets.ISO_8859_1);

        for (int size = 1; size <= wire.length; size++) {
            assertThat(parse(wire, size))
                    .extracting(request -> request.body().toStringUtf8())
                    .containsExactly("abc0123456789", "z");
        }
    }

    @Test
    void readsAPostWithoutLengthAsEmpty() throws Exception {
        assertThat(parse(bytes(("POST /a/b HTTP/1.1\r\n" + FROM + "\r\n").repeat(3)), 7))
                .extracting(Request::body)
                .containsExactly(ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY);
    }

    @Test
    void acceptsBareLineFeedsAndEmptyLinesBeforeARequest() throws Exception {
        assertThat(only("\r\n\n\r\nPOST /a/b HTTP/1.1\n" + FROM.strip() + "\nContent-Length: 2\n\nok")
                        .body()
                        .toStringUtf8())
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, Keep-Alive, false",
        "HTTP/1.1, close, true",
        "HTTP/1.1, 'upgrade , CLOSE', true",
        "HTTP/1.0, Keep-Alive, true"
    })
    void tellsWhetherTheConnectionEnds(String version, String connection, boolean last) throws Exception {
        Request request = only("GET / " + version + "\r\nConnection: " + connection + "\r\n\r\n");

        assertThat(request.head().last()).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0\r\n\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\n\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                " GET / HTTP/1.1\r\n\r\n",
                "GET nowhere HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\n\r\n",
                "GET /%2 HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n",
                "GET / HTTP/1.1\r\nA : x\r\n\r\n",
                "GET / HTTP/1.1\r\nA: x\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nA: x\ry\r\n\r\n",
                "GET / HTTP/1.1\r\nA: x\0y\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1 1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 0x1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 9223372036854775808\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n8000000000000000\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n"
            })
    void refusesMalformedRequests(String text) {
        assertStatus(text, 400);
    }

    @Test
    void refusesWhatItCannotDo() {
        assertStatus("GET / HTTP/2.0\r\n\r\n", 505);
        assertStatus("GET / http/1.1\r\n\r\n", 505);
        assertStatus("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501);
        assertStatus("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 501);
        assertStatus("POST / HTTP/1.1\r\nExpect: a miracle\r\nContent-Length: 1\r\n\r\n", 417);
    }

    @Test
    void holdsItsLimits() throws Exception {
        String start = "POST / HTTP/1.1\r\n";
        String chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
        assertStatus(start + "A: " + "x".repeat(RequestParser.MAX_HEAD_BYTES), 431);
        assertStatus(start + "A: x\r\n".repeat(HeadParser.MAX_HEADERS + 1) + "\r\n", 431);
        assertStatus("x".repeat(RequestParser.MAX_HEAD_BYTES), 431);
        assertStatus(start + "Content-Length: " + (MAX_BODY + 1) + "\r\n\r\n", 413);
        assertStatus(start + "Content-Length: 999999999999999999\r\n\r\n", 413);
        assertStatus(chunked + Integer.toHexString(MAX_BODY + 1) + "\r\n", 413);
        assertStatus(chunked + "7fffffffffffff\r\n", 413);
        assertStatus(chunked + "1\r\nx\r\n" + Integer.toHexString(MAX_BODY) + "\r\n", 413);
        assertStatus(chunked + "1;" + "x".repeat(2000), 400);
        assertStatus(chunked + "0\r\n" + "A: x\r\n".repeat(RequestParser.MAX_HEAD_BYTES), 431);

        assertThat(only(start + "A: x\r\n".repeat(HeadParser.MAX_HEADERS) + "\r\n")
                        .body())
                .isEmpty();
    }

    @Test
    void reservesLittleForALengthThatIsOnlyAnnounced() throws Exception {
        RequestParser parser = Pieces.parser(MAX_BODY);

        Pieces.parse(
                parser,
                new ByteArrayInputStream(bytes("POST / HTTP/1.1\r\nContent-Length: " + MAX_BODY + "\r\n\r\nx")));

        assertThat(parser.reservedBytes()).isLessThan(2 * 1024 * 1024);
        assertThat(parser.isWithinRequest()).isTrue();
    }

    @Test
    void readsALargeBodyInPieces() throws Exception {
        byte[] body = new byte[5 * 1024 * 1024 + 17];
        new Random(1).nextBytes(body);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(bytes("POST / HTTP/1.1\r\nContent-Length: " + body.length + "\r\n\r\n"));
        wire.writeBytes(body);
        wire.writeBytes(bytes("GET / HTTP/1.1\r\n\r\n"));
        Random sizes = new Random(2);

        List<Request> requests =
                Pieces.parse(Pieces.parser(MAX_BODY), new Pieces(wire.toByteArray(), () -> sizes.nextInt(200_000)));

        assertThat(requests).hasSize(2);
        assertThat(requests.getFirst().body()).isEqualTo(ByteString.copyFrom(body));
    }

    @Test
    void readsABodyOfTinyChunksInReasonableTime() throws Exception {
        int chunks = 1_000_000;
        byte[] wire = bytes(
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(chunks) + "0\r\n\r\n");

        assertThat(only(wire, 60_000).body().size()).isEqualTo(chunks);
    }

    private static void assertStatus(String text, int status) {
        for (int size : new int[] {1, 3, 1000, 1 << 20}) {
            assertThatThrownBy(() -> parse(bytes(text), size))
                    .as("pieces of %d of %s", size, ForeignText.line(text, 80))
                    .isInstanceOfSatisfying(
                            MalformedRequestException.class,
                            e -> assertThat(e.status()).isEqualTo(status));
        }
    }

    private static ToProcess message(String headers) throws Exception {
        return target("POST /a/b HTTP/1.1\r\n" + headers + "\r\n", ToProcess.class);
    }

    private static <T> T target(String text, Class<T> type) throws Exception {
        return type.cast(only(text).head().target());
    }

    private static <T> T target(byte[] wire, Class<T> type) throws Exception {
        return type.cast(only(wire, wire.length).head().target());
    }

    private static Request only(String text) throws Exception {
        return only(bytes(text), text.length());
    }

    private static Request only(byte[] wire, int size) throws Exception {
        List<Request> requests = parse(wire, size);
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private static List<Request> parse(byte[] wire, int size) throws Exception {
        return Pieces.parse(Pieces.parser(MAX_BODY), new Pieces(wire, () -> size));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
