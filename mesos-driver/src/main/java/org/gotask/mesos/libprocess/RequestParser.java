package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.gotask.mesos.libprocess.RequestHead.Framing;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into HTTP/1 requests, whatever pieces it comes in. {@link #fill} reads once, {@link #next} hands
 * out one whole request after another until more bytes are needed; so one read may bring many pipelined requests, and none
 * of them waits for the next. Confined to one thread.
 *
 * <p>Memory is bounded by what has arrived: a head and a trailer take at most {@value #MAX_HEAD_BYTES} bytes, a body the
 * given maximum, and a length that was only announced reserves at most a mebibyte.
 */
final class RequestParser {

    static final int MAX_HEAD_BYTES = 64 * 1024;

    private static final int FIRST_BUFFER_BYTES = 8 * 1024;
    private static final int MAX_CHUNK_LINE_BYTES = 1024;
    private static final int MAX_RESERVED_BYTES = 1024 * 1024;
    private static final byte[] NO_BYTES = {};

    private enum Stage {
        HEAD,
        FIXED_BODY,
        CHUNK_SIZE,
        CHUNK_BODY,
        CHUNK_END,
        TRAILER
    }

    private final HeadParser headParser = new HeadParser();
    private final int maxBodyBytes;

    private Stage stage = Stage.HEAD;
    private @Nullable RequestHead head;

    // unread bytes are buffer[start, end); lines were looked for up to scanned, the current one begins at lineStart
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int start;
    private int end;
    private int scanned;
    private int lineStart;

    private byte[] body = NO_BYTES;
    private int bodyLength;
    private long missing;
    private int trailerBytes;
    private boolean continueWanted;

    RequestParser(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Reads once; call it only when {@link #next} returned null. Blocks until there are bytes.
     *
     * @return false at the end of the stream
     */
    boolean fill(InputStream in) throws IOException {
        if ((stage == Stage.FIXED_BODY || stage == Stage.CHUNK_BODY) && missing > buffer.length && start == end) {
            reserveBody(1);
            int count = in.read(body, bodyLength, (int) Math.min(missing, body.length - bodyLength));
            if (count > 0) {
                bodyLength += count;
                missing -= count;
            }
            return count >= 0;
        }
        makeRoom();
        int room = buffer.length - end;
        int count = in.read(buffer, end, room);
        if (count > 0) {
            end += count;
        }
        if (count == room && buffer.length < MAX_HEAD_BYTES) {
            // a busy connection: fewer, larger reads from now on
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return count >= 0;
    }

    /**
     * The next whole request, or null if more bytes are needed.
     *
     * @throws MalformedRequestException if no request can follow on this connection any more
     */
    @Nullable
    Request next() throws MalformedRequestException {
        while (true) {
            boolean advanced = switch (stage) {
                case HEAD -> readHead();
                case FIXED_BODY -> takeBody();
                case CHUNK_SIZE -> readChunkSize();
                case CHUNK_BODY -> takeBody();
                case CHUNK_END -> readChunkEnd();
                case TRAILER -> readTrailer();
            };
            if (!advanced) {
                return null;
            }
            if (stage == Stage.HEAD && head != null) {
                return finish(head);
            }
        }
    }

    /** Whether the peer waits for an interim answer before it sends the body; asked once per request. */
    boolean takeContinueWanted() {
        boolean wanted = continueWanted;
        continueWanted = false;
        return wanted;
    }

    /** Whether a request has begun and is not whole yet. */
    boolean isWithinRequest() {
        return stage != Stage.HEAD || start != end;
    }

    /** The memory held for what is not whole yet. */
    int reservedBytes() {
        return buffer.length + body.length;
    }

    private boolean readHead() throws MalformedRequestException {
        while (true) {
            int feed = findLineFeed();
            if (feed < 0) {
                if (end - start >= MAX_HEAD_BYTES) {
                    throw new MalformedRequestException(431, "head longer than " + MAX_HEAD_BYTES + " bytes");
                }
                return false;
            }
            boolean empty = feed == lineStart || (feed == lineStart + 1 && buffer[lineStart] == '\r');
            if (!empty) {
                lineStart = feed + 1;
            } else if (lineStart == start) {
                consumeTo(feed + 1); // empty lines before a request are ignored (RFC 9112, 2.2)
            } else {
                RequestHead parsed = headParser.parse(buffer, start, lineStart);
                consumeTo(feed + 1);
                beginBody(parsed);
                return true;
            }
        }
    }

    private void beginBody(RequestHead parsed) throws MalformedRequestException {
        Framing framing = parsed.framing();
        head = parsed;
        bodyLength = 0;
        trailerBytes = 0;
        if (framing.chunked()) {
            stage = Stage.CHUNK_SIZE;
        } else if (framing.length() > 0) {
            expectBody(framing.length());
            stage = Stage.FIXED_BODY;
        }
        continueWanted = framing.awaitsContinue() && stage != Stage.HEAD && start == end;
    }

    private void expectBody(long bytes) throws MalformedRequestException {
        if (bytes > maxBodyBytes - bodyLength) {
            throw new MalformedRequestException(
                    413, "body too long: lengthBytes=" + (bodyLength + bytes) + ", maxBytes=" + maxBodyBytes);
        }
        missing = bytes;
        reserveBody(bytes);
    }

    /** Makes room for what was announced, as far as that is not much, and for at least one byte more. */
    private void reserveBody(long announced) {
        long wanted = bodyLength + Math.min(missing, Math.max(bodyLength, MAX_RESERVED_BYTES));
        if (body.length - bodyLength < Math.min(announced, wanted - bodyLength)) {
            // of chunks nobody knows how many follow: doubling, so that tiny ones are not copied time and again
            long doubled = stage == Stage.FIXED_BODY ? 0 : Math.min(maxBodyBytes, bodyLength * 2L);
            body = Arrays.copyOf(body, (int) Math.max(wanted, doubled));
        }
    }

    private boolean takeBody() {
        while (missing > 0 && start < end) {
            reserveBody(1);
            int count = (int) Math.min(Math.min(missing, end - start), body.length - bodyLength);
            System.arraycopy(buffer, start, body, bodyLength, count);
            consumeTo(start + count);
            bodyLength += count;
            missing -= count;
        }
        if (missing > 0) {
            return false;
        }
        stage = stage == Stage.CHUNK_BODY ? Stage.CHUNK_END : Stage.HEAD;
        return true;
    }

    private boolean readChunkSize() throws MalformedRequestException {
        int feed = findLineFeed();
        if (feed < 0) {
            refuseLongChunkLine();
            return false;
        }
        long size = 0;
        int digits = 0;
        int i = start;
        for (; i < feed && Character.digit(buffer[i], 16) >= 0; i++) {
            size = size << 4 | Character.digit(buffer[i], 16);
            if (++digits > 15) {
                throw new MalformedRequestException(400, "chunk size of more than 15 digits");
            }
        }
        // what may follow is an extension, which means nothing to us
        if (digits == 0 || (i < feed && buffer[i] != ';' && buffer[i] != '\r' && buffer[i] != ' ')) {
            throw new MalformedRequestException(400, "chunk size is no hexadecimal number");
        }
        consumeTo(feed + 1);
        if (size == 0) {
            stage = Stage.TRAILER;
        } else {
            expectBody(size);
            stage = Stage.CHUNK_BODY;
        }
        return true;
    }

    private boolean readChunkEnd() throws MalformedRequestException {
        int feed = findLineFeed();
        if (feed < 0) {
            refuseLongChunkLine();
            return false;
        }
        if (feed - start > 1 || (feed - start == 1 && buffer[start] != '\r')) {
            throw new MalformedRequestException(400, "chunk longer than its size says");
        }
        consumeTo(feed + 1);
        stage = Stage.CHUNK_SIZE;
        return true;
    }

    private boolean readTrailer() throws MalformedRequestException {
        int feed = findLineFeed();
        int length = (feed < 0 ? end : feed) - start;
        if (trailerBytes + length >= MAX_HEAD_BYTES) {
            throw new MalformedRequestException(431, "trailer longer than " + MAX_HEAD_BYTES + " bytes");
        }
        if (feed < 0) {
            return false;
        }
        boolean empty = length == 0 || (length == 1 && buffer[start] == '\r');
        trailerBytes += length + 1;
        consumeTo(feed + 1);
        if (empty) {
            stage = Stage.HEAD;
        }
        return true;
    }

    private Request finish(RequestHead whole) {
        ByteString bytes = bodyLength == 0 ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(body, 0, bodyLength);
        head = null;
        body = NO_BYTES; // handed over, never written again
        bodyLength = 0;
        return new Request(whole, bytes);
    }

    private void refuseLongChunkLine() throws MalformedRequestException {
        if (end - start >= MAX_CHUNK_LINE_BYTES) {
            throw new MalformedRequestException(400, "chunk size line longer than " + MAX_CHUNK_LINE_BYTES + " bytes");
        }
    }

    private int findLineFeed() {
        for (int i = scanned; i < end; i++) {
            if (buffer[i] == '\n') {
                scanned = i + 1;
                return i;
            }
        }
        scanned = end;
        return -1;
    }

    private void consumeTo(int position) {
        start = position;
        scanned = position;
        lineStart = position;
    }

    private void makeRoom() {
        if (start > 0 && (start == end || end == buffer.length)) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            lineStart -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }
}
