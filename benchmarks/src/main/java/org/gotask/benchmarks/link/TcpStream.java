package org.gotask.benchmarks.link;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Messages on a connection, each after its length. One thread may send and another receive. */
final class TcpStream implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    TcpStream(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES));
    }

    void send(byte[] message) throws IOException {
        out.writeInt(message.length);
        out.write(message);
    }

    void flush() throws IOException {
        out.flush();
    }

    void send(long count, int size) throws IOException {
        byte[] message = new byte[size];
        for (long i = 0; i < count; i++) {
            send(message);
        }
        flush();
    }

    byte[] receive() throws IOException {
        byte[] message = new byte[in.readInt()];
        in.readFully(message);
        return message;
    }

    void receive(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            receive();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
