package org.gotask.system.strangers.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port of the intruder's own, at which it takes every message, as a framework, agent or executor would. */
final class Ear {

    private static final byte[] ACCEPTED =
            "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<byte[]> requests = new CopyOnWriteArrayList<>();

    Ear() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (true) {
                Socket socket;
                try {
                    socket = server.accept();
                } catch (IOException e) {
                    return;
                }
                Thread.ofVirtual().start(() -> take(socket));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    List<byte[]> requests() {
        return requests;
    }

    private void take(Socket socket) {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (socket) {
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                arrived.write(buffer, 0, count);
                byte[] bytes = arrived.toByteArray();
                for (int end = Requests.length(bytes); end >= 0; end = Requests.length(bytes)) {
                    requests.add(Arrays.copyOf(bytes, end));
                    socket.getOutputStream().write(ACCEPTED);
                    bytes = Arrays.copyOfRange(bytes, end, bytes.length);
                }
                arrived.reset();
                arrived.writeBytes(bytes);
            }
        } catch (IOException e) {
            // the peer has gone; what it said is kept
        }
    }
}
