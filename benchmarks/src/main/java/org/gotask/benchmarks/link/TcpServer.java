package org.gotask.benchmarks.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The other end of {@link TcpClient}: as the tasks of {@link TaskExecutor}, each on a connection of its own. */
public final class TcpServer {

    private TcpServer() {}

    /** Prints its port, and serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress())) {
            System.out.println("port=" + server.getLocalPort());
            Thread.ofPlatform().daemon().start(() -> accept(server));
            while (System.in.read() >= 0) {
                // until the benchmark ends
            }
        }
        System.exit(0);
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed at the end
        }
    }

    private static void serve(Socket socket) {
        try (TcpStream stream = new TcpStream(socket)) {
            while (true) {
                String[] words = new String(stream.receive(), StandardCharsets.UTF_8).split(" ", -1);
                long count = Long.parseLong(words[1]);
                switch (words[0]) {
                    case "ping" -> {
                        for (long i = 0; i < count; i++) {
                            stream.send(stream.receive());
                            stream.flush();
                        }
                    }
                    case "down" -> {
                        stream.receive(count);
                        stream.send(new byte[4]);
                        stream.flush();
                    }
                    case "up" -> stream.send(count, Integer.parseInt(words[2]));
                    default -> {
                        Thread sender = Thread.ofVirtual().start(() -> sendQuietly(stream, count, words[2]));
                        stream.receive(count);
                        sender.join();
                        stream.send(new byte[4]);
                        stream.flush();
                    }
                }
            }
        } catch (IOException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendQuietly(TcpStream stream, long count, String size) {
        try {
            stream.send(count, Integer.parseInt(size));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
