package org.gotask.mesos.libprocess.http;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.wire.MalformedRequestException;
import org.gotask.mesos.libprocess.wire.Pieces;
import org.gotask.mesos.libprocess.wire.Request;
import org.gotask.mesos.libprocess.wire.RequestHead.ToProcess;
import org.gotask.mesos.libprocess.wire.RequestParser;

/** A peer with a listening socket that responds only as its test specifies. */
final class RawServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<Connection> connections = new ArrayList<>();

    RawServer() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        server.setSoTimeout(60_000);
    }

    Upid upid() {
        return new Upid("peer", "127.0.0.1", server.getLocalPort());
    }

    Connection accept() throws IOException {
        Connection connection = new Connection(server.accept());
        connections.add(connection);
        return connection;
    }

    /** Stops listening; later connection attempts are refused. */
    void stopListening() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** The next connection from a messenger. */
    static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final RequestParser parser = Pieces.parser(1 << 30);

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(60_000);
        }

        /** The body of the next message; fails the test if the connection ends before. */
        ByteString next() throws IOException {
            try {
                Request request = parser.next();
                while (request == null) {
                    if (parser.fill(socket.getInputStream()) < 0) {
                        throw new AssertionError("the messenger ended its connection");
                    }
                    request = parser.next();
                }
                if (!(request.head().target() instanceof ToProcess)) {
                    throw new AssertionError("not a libprocess message: " + request.head());
                }
                return request.body();
            } catch (MalformedRequestException e) {
                throw new AssertionError("messenger wrote a malformed request", e);
            }
        }

        byte[] readBytes(int count) throws IOException {
            return socket.getInputStream().readNBytes(count);
        }

        void accept() throws IOException {
            socket.getOutputStream()
                    .write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        /** Resets the connection without an orderly end, like the kernel of a machine that is switched off. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
