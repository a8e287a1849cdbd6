package org.gotask.mesos.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads the head of a request, answers whatever bytes it was given, and closes the connection. */
final class AnsweringServer implements AutoCloseable {

    /** Writes an answer; may block, since each connection has its own thread. */
    @FunctionalInterface
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Answer answer = out -> {};

    AnsweringServer() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int asked() {
        return asked.get();
    }

    void answers(Answer next) {
        answer = next;
    }

    void answers(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        answer = out -> out.write(bytes);
    }

    /** A whole answer. */
    void answers(int status, String headers, String body) {
        answers("HTTP/1.1 " + status + " Some\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    void leads(String leader) {
        answers(200, "", "{\"id\":\"m\",\"leader\":\"" + leader + "\"}");
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int last = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                last = last << 8 | next;
                if (last == 0x0d0a0d0a) { // the empty line
                    asked.incrementAndGet();
                    answer.write(socket.getOutputStream());
                    return;
                }
            }
        } catch (IOException e) {
            // the detector does not want the rest
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
