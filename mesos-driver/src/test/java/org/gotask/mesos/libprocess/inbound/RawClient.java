package org.gotask.mesos.libprocess.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A peer that writes arbitrary bytes to a messenger's port and reads the responses. */
public final class RawClient implements AutoCloseable {

    private final Socket socket = new Socket();

    /**
     * An HTTP response.
     *
     * @param status the status in its first line
     * @param head the complete head in lower case
     * @param body the body as ISO-8859-1
     */
    public record Response(int status, String head, String body) {}

    public RawClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        socket.setSoTimeout(60_000);
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** A message with a Content-Length. */
    public RawClient post(String path, String body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nLibprocess-From: tester@127.0.0.1:1\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    public Response read() throws IOException {
        return read(true);
    }

    /** A response without a body, whatever its length header, as after HEAD. */
    public Response readHead() throws IOException {
        return read(false);
    }

    private Response read(boolean withBody) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("end of stream within the head %s", bytes).isNotNegative();
            bytes.write(next);
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int from = head.indexOf("content-length: ");
        int length = from < 0 || !withBody ? 0 : Integer.parseInt(head.substring(from + 16, head.indexOf('\r', from)));
        String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        return new Response(Integer.parseInt(head.substring(9, 12)), head, body);
    }

    /** Whether the messenger ends the connection, in an orderly way or not. */
    public boolean isEnded() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
