package org.gotask.scheduler.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.gotask.scheduler.artifact.DownloadLog.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection, with one request and its response. Run by one thread; the other methods are thread-safe. */
final class Download implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Download.class);

    private static final int LONGEST_HEAD = 8 * 1024;
    /** The bytes before the last one of an empty line. */
    private static final int LONGEST_LINE_END = 2;

    private static final int PIECE = 32 * 1024;
    private static final int LONGEST_WASTE = 64 * 1024;
    private static final int LINGER_MILLIS = 1000;

    private final Socket socket;
    private final FileAnswers answers;
    private final DownloadLimits limits;
    private final DownloadLog downloadLog;
    private final Consumer<String> overwritten;
    private final long startNanos = System.nanoTime();
    private volatile long sentBytes;
    private volatile boolean closedHere;

    /** @param overwritten receives the problem if the contents of the file are lost */
    Download(
            Socket socket,
            FileAnswers answers,
            DownloadLimits limits,
            DownloadLog downloadLog,
            Consumer<String> overwritten) {
        this.socket = socket;
        this.answers = answers;
        this.limits = limits;
        this.downloadLog = downloadLog;
        this.overwritten = overwritten;
    }

    @Override
    public void run() {
        try (socket) {
            byte[] head = readHead(socket.getInputStream());
            if (head.length > 0) {
                answer(
                        isComplete(head, 0, head.length)
                                ? answers.to(new String(head, StandardCharsets.ISO_8859_1))
                                : FileAnswers.toLongHead());
            }
        } catch (IOException e) {
            answers.file().overwritten().ifPresent(overwritten);
            // an agent needs the rest; other peers do not matter
            if (!closedHere && sentBytes > 0) {
                downloadLog.warn(
                        Problem.BROKEN, "executor could not be served: to=" + peer() + ", the connection broke");
            }
        } catch (RuntimeException e) {
            log.error("executor could not be served: to={}", peer(), e);
        }
    }

    /** Address and port of the other end. */
    String peer() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    boolean isOverdue(long nowNanos) {
        return nowNanos - limits.dueNanos(startNanos, sentBytes) > 0;
    }

    /** The average rate since the connection was opened. */
    double bytesPerSecond(long nowNanos) {
        return sentBytes * 1e9 / Math.max(1, nowNanos - startNanos);
    }

    void close() {
        closedHere = true;
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing the connection of {} failed", peer(), e);
        }
    }

    /**
     * Reads up to the empty line. An empty array if the connection ends before it, a full one if the head is too long.
     */
    private static byte[] readHead(InputStream in) throws IOException {
        byte[] head = new byte[LONGEST_HEAD];
        int length = 0;
        while (length < head.length) {
            int count = in.read(head, length, head.length - length);
            if (count < 0) {
                return new byte[0];
            }
            // each byte is looked at once, even if every read yields one
            int from = Math.max(0, length - LONGEST_LINE_END);
            length += count;
            if (isComplete(head, from, length)) {
                break;
            }
        }
        return Arrays.copyOf(head, length);
    }

    /** Whether the empty line begins at {@code from} or later. */
    private static boolean isComplete(byte[] head, int from, int length) {
        for (int i = from; i < length; i++) {
            boolean emptyLine = head[i] == '\n'
                    && ((i + 1 < length && head[i + 1] == '\n')
                            || (i + 2 < length && head[i + 1] == '\r' && head[i + 2] == '\n'));
            if (emptyLine) {
                return true;
            }
        }
        return false;
    }

    private void answer(FileAnswers.Answer answer) throws IOException {
        OutputStream out = socket.getOutputStream();
        switch (answer) {
            case FileAnswers.Answer.Refusal(String head) -> {
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                // closing with unread bytes would reset the connection before the peer has read the answer
                socket.setSoTimeout(LINGER_MILLIS);
                socket.getInputStream().skip(LONGEST_WASTE);
            }
            case FileAnswers.Answer.Head(String head) -> out.write(head.getBytes(StandardCharsets.US_ASCII));
            case FileAnswers.Answer.Content(String head, long length) -> {
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                sendFile(out, length);
                // it may have been overwritten in the meantime
                answers.file().overwritten().ifPresent(overwritten);
            }
            case FileAnswers.Answer.Overwritten(String head, String problem) -> {
                overwritten.accept(problem);
                out.write(head.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // affects only how long other threads wait
    private void sendFile(OutputStream out, long length) throws IOException {
        byte[] piece = new byte[PIECE];
        long sent = 0;
        while (sent < length) {
            int wanted = (int) Math.min(piece.length, length - sent);
            int count = answers.file().read(ByteBuffer.wrap(piece, 0, wanted), sent);
            out.write(piece, 0, count);
            sent += count;
            sentBytes = sent;
            // a virtual thread that never blocks does not leave its carrier to others
            Thread.yield();
        }
    }
}
