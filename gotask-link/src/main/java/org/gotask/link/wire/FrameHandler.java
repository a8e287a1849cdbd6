package org.gotask.link.wire;

/**
 * Handles the frames of a datagram one by one. Byte ranges refer to the datagram. A stream is one direction of a
 * channel; the sending end assigns its number and never reuses it.
 */
public interface FrameHandler {

    /** A stream begins; it carries this task's messages. */
    void open(long stream, String taskName);

    /** A complete message. */
    void whole(long stream, byte[] bytes, int offset, int length);

    /** The first part of a message of {@code total} bytes. */
    void begin(long stream, int total, byte[] bytes, int offset, int length);

    /** The next part of the current message. */
    void more(long stream, byte[] bytes, int offset, int length);

    /** The receiver of a stream grants the total cost that its messages may reach. */
    void credit(long stream, long limit);

    /** The stream is complete. */
    void end(long stream);

    /** The stream was abandoned; messages may be missing. */
    void fail(long stream);

    /** Ignores all frames, to validate a datagram. */
    FrameHandler IGNORE = new FrameHandler() {
        @Override
        public void open(long stream, String taskName) {}

        @Override
        public void whole(long stream, byte[] bytes, int offset, int length) {}

        @Override
        public void begin(long stream, int total, byte[] bytes, int offset, int length) {}

        @Override
        public void more(long stream, byte[] bytes, int offset, int length) {}

        @Override
        public void credit(long stream, long limit) {}

        @Override
        public void end(long stream) {}

        @Override
        public void fail(long stream) {}
    };
}
