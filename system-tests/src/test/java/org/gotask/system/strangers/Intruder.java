package org.gotask.system.strangers;

import com.google.protobuf.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who has nothing to do with a run: a process of its own, under another user's id where the tests run as root, that
 * sends what a test tells it to and reads what it may. Where the tests do not run as root it is of the same user, and reads
 * only what others could. Confined to one thread.
 */
final class Intruder implements AutoCloseable {

    private final Path folder;
    private final Process process;
    private final BufferedReader answers;

    private Intruder(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Starts the process, and waits until it takes orders. */
    static Intruder enter() throws IOException {
        Path folder = OtherUser.makeSharedFolder();
        Intruder intruder = new Intruder(folder, OtherUser.startIntruder(folder));
        String ready = intruder.answers.readLine();
        if (!"ready".equals(ready)) {
            intruder.close();
            throw new IllegalStateException("the intruder does not start: " + ready);
        }
        return intruder;
    }

    /** A folder in which everybody may read and write; removed at the end. */
    Path folder() {
        return folder;
    }

    /**
     * Sends a libprocess message, and says who it is from.
     *
     * @param from the address that the message names as its sender
     */
    Answer send(int port, String processId, String from, Message message) throws IOException {
        return exchange(port, post(port, processId, from, message, "Connection: close\r\n"));
    }

    /** A libprocess message as bytes. */
    static byte[] post(int port, String processId, String from, Message message) {
        return post(port, processId, from, message, "");
    }

    private static byte[] post(int port, String processId, String from, Message message, String headers) {
        return post(
                port, processId, from, message.getDescriptorForType().getFullName(), message.toByteArray(), headers);
    }

    /** A libprocess message with a body that need not be one of its type. */
    static byte[] post(int port, String processId, String from, String name, byte[] body) {
        return post(port, processId, from, name, body, "");
    }

    private static byte[] post(int port, String processId, String from, String name, byte[] body, String headers) {
        byte[] head = ("POST /" + processId + "/" + name + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers
                        + "Libprocess-From: " + from + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Asks for a page. */
    Answer request(int port, String method, String path, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(
                method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return exchange(port, head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes over a connection of its own, and reads one answer. */
    Answer exchange(int port, byte[] request) throws IOException {
        return command("exchange " + port + " " + encoded(request))
                .map(Intruder::decoded)
                .map(Answer::parse)
                .orElse(Answer.NONE);
    }

    /** Sends bytes again and again over one connection; how often it was possible. */
    int flood(int port, int count, byte[] request) throws IOException {
        return command("flood " + port + " " + count + " " + encoded(request))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /**
     * Opens connections, sends bytes on each and keeps them, also those on which the bytes are refused; how many were
     * opened until the port took no more.
     */
    int hold(int port, int count, byte[] bytes) throws IOException {
        return command("hold " + port + " " + count + " " + encoded(bytes))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** Sends bytes again and again over one connection, and keeps it open; how often it was possible. */
    int pour(int port, int count, byte[] bytes) throws IOException {
        return command("pour " + port + " " + count + " " + encoded(bytes))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /**
     * Opens connections, sends bytes on each, if any, and then one byte a second; without bytes it stays silent.
     *
     * @return the number of the crowd, for {@link #left}
     */
    int crowd(int port, int count, byte[] bytes) throws IOException {
        return Integer.parseInt(
                command("crowd " + port + " " + count + " " + encoded(bytes)).orElseThrow());
    }

    /** How many connections of a crowd are still open. */
    int left(int crowd) throws IOException {
        return Integer.parseInt(command("left " + crowd).orElseThrow());
    }

    /** Takes messages at a port of its own from now on. */
    int listen() throws IOException {
        return Integer.parseInt(command("listen").orElseThrow());
    }

    /** The requests that came to a port of its own so far, body and all. */
    List<String> heard(int port) throws IOException {
        String words = command("heard " + port).orElseThrow();
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(" ", -1))
                        .map(word -> new String(decoded(word), StandardCharsets.ISO_8859_1))
                        .toList();
    }

    /** What is in a file; empty if the intruder may not read it. */
    Optional<String> read(Path file) throws IOException {
        if (!OtherUser.isPossible() && !OtherUser.mayRead(file)) {
            return Optional.empty();
        }
        return command("read " + encoded(file.toString().getBytes(StandardCharsets.UTF_8)))
                .map(word -> new String(decoded(word), StandardCharsets.UTF_8));
    }

    /** The names in a directory; empty if the intruder may not read it. */
    List<String> list(Path directory) throws IOException {
        if (!OtherUser.isPossible() && !OtherUser.mayRead(directory)) {
            return List.of();
        }
        return command("list " + encoded(directory.toString().getBytes(StandardCharsets.UTF_8)))
                .map(word -> List.of(new String(decoded(word), StandardCharsets.UTF_8).split("\n", -1)))
                .orElse(List.of());
    }

    /** Empty if it could not be done. */
    private Optional<String> command(String line) throws IOException {
        OutputStream orders = process.getOutputStream();
        orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IllegalStateException("the intruder has ended: " + line.split(" ", 2)[0]);
        }
        return answer.startsWith("ok ") ? Optional.of(answer.substring(3)) : Optional.empty();
    }

    private static String encoded(byte[] bytes) {
        return bytes.length == 0 ? "-" : Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decoded(String word) {
        return word.equals("-") ? new byte[0] : Base64.getDecoder().decode(word);
    }

    /** Ends the process, and removes its folder. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
