package org.gotask.mesos.libprocess.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.gotask.mesos.libprocess.wire.RequestHead.Framing;
import org.jspecify.annotations.Nullable;

/**
 * Splits a byte stream into HTTP/1 requests. {@link #fill} reads once; {@link #next} returns one complete request after
 * another until more bytes are needed. One read may thus yield many pipelined requests, and none of them waits for the
 * next read. Confined to one thread.
 *
 * <p>Memory is bounded by the bytes that have arrived, and taken from the connection's {@link MemoryAccount}: a head
 * and a trailer take at most {@value #MAX_HEAD_BYTES} bytes, a body the limit. An announced length reserves at most a
 * mebibyte for a peer, and nothing for a stranger. A {@link Gate} sees each head before its body, and decides whether
 * the body is kept or discarded.
 */
public final class RequestParser {

    static final int MAX_HEAD_BYTES = 64 * 1024;

    /** The memory of a connection before its first byte; there may be thousands of connections. */
    private static final int FIRST_BUFFER_BYTES = 1024;

    /** The approximate memory of a message besides its body. */
    private static final int REQUEST_BYTES = 256;

    private static final int MAX_CHUNK_LINE_BYTES = 1024;
    private static final int MAX_RESERVED_BYTES = 1024 * 1024;
    private static final int SMALLEST_BODY_BYTES = 4 * 1024;
    private static final byte[] NO_BYTES = {};

    private enum Stage {
        HEAD,
        FIXED_BODY,
        CHUNK_SIZE,
        CHUNK_BODY,
        CHUNK_END,
        TRAILER
    }

    private final HeadParser headParser;
    private final InboundLimits limits;
    private final MemoryAccount memory;
    private final Gate gate;

    private Stage stage = Stage.HEAD;
    private @Nullable RequestHead head;

    // unread bytes are buffer[start, end); line feeds were searched up to scanned; the current line begins at lineStart
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int start;
    private int end;
    private int scanned;
    private int lineStart;

    private boolean keepsBody;
    private byte[] body = NO_BYTES;
    private long bodyLength; // including discarded bytes
    private long handedOverBytes;
    private long missing;
    private int trailerBytes;
    private boolean continueWanted;

    /**
     * A parser for one connection.
     *
     * @param memory accounts for the bytes read
     * @param gate sees each head
     */
    public RequestParser(HeadParser headParser, InboundLimits limits, MemoryAccount memory, Gate gate) {
        this.headParser = headParser;
        this.limits = limits;
        this.memory = memory;
        this.gate = gate;
    }

    /**
     * Reads once, after {@link #next} has returned null. Blocks until bytes arrive.
     *
     * @return the number of bytes read; negative at the end of the stream
     * @throws MalformedRequestException if not enough memory is available
     */
    public int fill(InputStream in) throws IOException, MalformedRequestException {
        if (isWithinBody() && keepsBody && missing > buffer.length && start == end) {
            reserveBody();
            int length = (int) bodyLength;
            int count = in.read(body, length, (int) Math.min(missing, body.length - length));
            if (count > 0) {
                bodyLength += count;
                missing -= count;
            }
            return count;
        }
        makeSpace();
        int space = buffer.length - end;
        int count = in.read(buffer, end, space);
        if (count > 0) {
            end += count;
        }
        if (count == space && buffer.length < MAX_HEAD_BYTES && memory.tryUse(buffer.length)) {
            // a busy connection gets fewer, larger reads
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return count;
    }

    private boolean isWithinBody() {
        return stage == Stage.FIXED_BODY || stage == Stage.CHUNK_BODY;
    }

    /** Shrinks the buffer of a stranger between two requests, because idle connections stay open. */
    public void rest() {
        if (memory.isStranger() && !isWithinRequest() && buffer.length > FIRST_BUFFER_BYTES) {
            memory.release(buffer.length - FIRST_BUFFER_BYTES);
            buffer = new byte[FIRST_BUFFER_BYTES];
            start = 0;
            end = 0;
            scanned = 0;
            lineStart = 0;
        }
    }

    /** Releases the memory of the requests returned so far, which are handled. */
    public void releaseHandled() {
        memory.release(handedOverBytes);
        handedOverBytes = 0;
    }

    /**
     * The next complete request, or null if more bytes are needed.
     *
     * @throws MalformedRequestException if no further request can be read from this connection
     */
    @Nullable
    public Request next() throws MalformedRequestException {
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

    /** Whether the peer waits for an interim response before it sends the body; true once per request. */
    public boolean takeContinueWanted() {
        boolean wanted = continueWanted;
        continueWanted = false;
        return wanted;
    }

    /** Whether a request is incomplete. */
    public boolean isWithinRequest() {
        return stage != Stage.HEAD || start != end;
    }

    /** The memory held for incomplete requests. */
    int reservedBytes() {
        return buffer.length + body.length + (int) handedOverBytes;
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
        if (framing.length() > limits.bodyBytes()) {
            throw tooLong(framing.length(), limits.bodyBytes());
        }
        keepsBody = gate.keepsBody(parsed);
        if (framing.chunked()) {
            stage = Stage.CHUNK_SIZE;
        } else if (framing.length() > 0) {
            expectBody(framing.length());
            stage = Stage.FIXED_BODY;
        }
        continueWanted = keepsBody && framing.awaitsContinue() && stage != Stage.HEAD && start == end;
    }

    private void expectBody(long bytes) throws MalformedRequestException {
        int limit = keepsBody && memory.isStranger() ? limits.strangersBodyBytes() : limits.bodyBytes();
        if (bytes > limit - bodyLength) {
            throw tooLong(bodyLength + bytes, limit);
        }
        missing = bytes;
        if (keepsBody && !memory.isStranger()) {
            reserveBody();
        }
    }

    private static MalformedRequestException tooLong(long bytes, int limit) {
        return new MalformedRequestException(413, "body too long: lengthBytes=" + bytes + ", maxBytes=" + limit);
    }

    /**
     * Enlarges the body by at least one byte: for a stranger by the bytes that have arrived, for a peer by up to a
     * mebibyte.
     */
    private void reserveBody() throws MalformedRequestException {
        if (bodyLength < body.length) {
            return;
        }
        long ahead = memory.isStranger() ? Math.max(SMALLEST_BODY_BYTES, end - start) : MAX_RESERVED_BYTES;
        long wanted = bodyLength + Math.min(missing, Math.max(bodyLength, ahead));
        // the number of chunks is unknown: doubling avoids repeated copies
        long doubled = stage == Stage.FIXED_BODY ? 0 : Math.min(limits.bodyBytes(), bodyLength * 2);
        int capacity = (int) Math.max(wanted, doubled);
        memory.use(capacity);
        int before = body.length;
        body = Arrays.copyOf(body, capacity);
        memory.release(before);
    }

    private boolean takeBody() throws MalformedRequestException {
        while (missing > 0 && start < end) {
            int count = (int) Math.min(missing, end - start);
            if (keepsBody) {
                reserveBody();
                count = (int) Math.min(count, body.length - bodyLength);
                System.arraycopy(buffer, start, body, (int) bodyLength, count);
            }
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
        // a chunk extension may follow, and is ignored
        if (digits == 0
                || (i < feed && buffer[i] != ';' && buffer[i] != '\r' && buffer[i] != ' ' && buffer[i] != '\t')) {
            throw new MalformedRequestException(400, "chunk size is not a hexadecimal number");
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

    private Request finish(RequestHead whole) throws MalformedRequestException {
        ByteString bytes =
                body.length == 0 ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(body, 0, (int) bodyLength);
        if (keepsBody) {
            memory.use(REQUEST_BYTES);
            handedOverBytes += REQUEST_BYTES + body.length;
        }
        head = null;
        body = NO_BYTES; // returned to the caller, never written again
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

    private void makeSpace() throws MalformedRequestException {
        if (start > 0 && (start == end || end == buffer.length)) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            lineStart -= start;
            start = 0;
        }
        if (end == buffer.length) {
            memory.use(buffer.length);
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    /** Sees each head before its body is read. */
    @FunctionalInterface
    public interface Gate {
        /**
         * Whether the body is kept and returned with the request.
         *
         * @throws MalformedRequestException if the request is refused and the connection ends
         */
        boolean keepsBody(RequestHead head) throws MalformedRequestException;
    }
}
