package org.gotask.system.strangers.program;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does what it is told on standard input, one command a line, and answers each with one line: {@code ok} and values, or
 * {@code failed} and the reason. Words are separated by spaces; bytes are in Base64, none are a hyphen. Ends with its input.
 *
 * <ul>
 *   <li>{@code exchange PORT BYTES}: sends a request on a connection of its own; its answer
 *   <li>{@code flood PORT COUNT BYTES}: sends the bytes so often over one connection, reading and dropping all answers; how
 *       often it was possible
 *   <li>{@code hold PORT COUNT BYTES}: opens connections, sends the bytes on each, and keeps them, also where the other side
 *       refuses the bytes; how many were opened
 *   <li>{@code pour PORT COUNT BYTES}: sends the bytes so often over one connection, and keeps it; how often it was
 *       possible
 *   <li>{@code crowd PORT COUNT BYTES}: opens connections and sends the bytes on each, then one byte a second if there were
 *       any; the number of the crowd
 *   <li>{@code left CROWD}: how many of these connections the other side has not closed
 *   <li>{@code listen}: takes messages from now on; the port
 *   <li>{@code heard PORT}: the requests that came there so far
 *   <li>{@code read PATH}: the content of a file
 *   <li>{@code list PATH}: the names in a directory
 * </ul>
 */
public final class IntruderProgram {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final Map<Integer, Ear> ears = new ConcurrentHashMap<>();
    private final List<Socket> held = new ArrayList<>();
    private final List<Crowd> crowds = new ArrayList<>();

    private IntruderProgram() {}

    /** Runs until the end of standard input. */
    public static void main(String[] args) throws IOException {
        IntruderProgram program = new IntruderProgram();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        out.println("ready");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(program.answer(line.split(" ", -1)));
            }
        }
        System.exit(0);
    }

    private String answer(String[] words) {
        try {
            return "ok "
                    + switch (words[0]) {
                        case "exchange" -> encoded(exchange(port(words[1]), decoded(words[2])));
                        case "flood" ->
                            Integer.toString(flood(port(words[1]), Integer.parseInt(words[2]), decoded(words[3])));
                        case "hold" ->
                            Integer.toString(hold(port(words[1]), Integer.parseInt(words[2]), decoded(words[3])));
                        case "pour" ->
                            Integer.toString(pour(port(words[1]), Integer.parseInt(words[2]), decoded(words[3])));
                        case "crowd" ->
                            Integer.toString(crowd(port(words[1]), Integer.parseInt(words[2]), decoded(words[3])));
                        case "left" ->
                            Integer.toString(
                                    crowds.get(Integer.parseInt(words[1])).left());
                        case "listen" -> Integer.toString(listen());
                        case "heard" -> heard(Integer.parseInt(words[1]));
                        case "read" -> encoded(Files.readAllBytes(path(words[1])));
                        case "list" -> encoded(list(path(words[1])));
                        default -> throw new IOException("unknown command: " + words[0]);
                    };
        } catch (IOException | RuntimeException e) {
            return "failed " + encoded(e.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] exchange(int port, byte[] request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request);
            return readAnswer(socket.getInputStream());
        }
    }

    /** Up to the end of the connection, or of the body whose length the head tells. */
    private static byte[] readAnswer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!Requests.isWhole(answer.toByteArray())) {
            int count = in.read(buffer);
            if (count < 0) {
                break;
            }
            answer.write(buffer, 0, count);
        }
        return answer.toByteArray();
    }

    private static int flood(int port, int count, byte[] request) throws IOException {
        int sent = 0;
        try (Socket socket = connect(port)) {
            Thread reader = Thread.ofVirtual().start(() -> drop(socket));
            try {
                while (sent < count) {
                    socket.getOutputStream().write(request);
                    sent++;
                }
                socket.shutdownOutput();
                reader.join(TIMEOUT_MILLIS);
            } catch (IOException closed) {
                return sent;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return sent;
    }

    private static void drop(Socket socket) {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the flood ends with it
        }
    }

    private int hold(int port, int count, byte[] bytes) {
        int opened = 0;
        while (opened < count) {
            try {
                held.add(connect(port));
            } catch (IOException noMore) {
                return opened;
            }
            opened++;
            try {
                held.getLast().getOutputStream().write(bytes);
            } catch (IOException refused) {
                // an attacker tries again
            }
        }
        return opened;
    }

    private int pour(int port, int count, byte[] bytes) {
        int sent = 0;
        try {
            Socket socket = connect(port);
            held.add(socket);
            while (sent < count) {
                socket.getOutputStream().write(bytes);
                sent++;
            }
        } catch (IOException refused) {
            return sent;
        }
        return sent;
    }

    private int crowd(int port, int count, byte[] bytes) throws IOException {
        List<Socket> connections = new ArrayList<>();
        while (connections.size() < count) {
            connections.add(connect(port));
        }
        crowds.add(new Crowd(connections, bytes));
        return crowds.size() - 1;
    }

    private int listen() throws IOException {
        Ear ear = new Ear();
        ears.put(ear.port(), ear);
        return ear.port();
    }

    private String heard(int port) throws IOException {
        Ear ear = ears.get(port);
        if (ear == null) {
            throw new IOException("nobody listens: port=" + port);
        }
        return ear.requests().stream().map(IntruderProgram::encoded).collect(Collectors.joining(" "));
    }

    private static byte[] list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.joining("\n"))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static int port(String word) {
        return Integer.parseInt(word);
    }

    private static Path path(String word) {
        return Path.of(new String(decoded(word), StandardCharsets.UTF_8));
    }

    private static byte[] decoded(String word) {
        return word.equals("-") ? new byte[0] : Base64.getDecoder().decode(word);
    }

    private static String encoded(byte[] bytes) {
        return bytes.length == 0 ? "-" : Base64.getEncoder().encodeToString(bytes);
    }
}
