package org.gotask.link;

/**
 * Takes the frames of a datagram one by one. Byte ranges lie in the datagram. A stream is one direction of a channel; its
 * number was given by the end that sends on it, and is unique for all time of that end.
 */
interface FrameHandler {

    /** The sender will send on a stream that carries this task's messages. */
    void open(long stream, String taskName);

    /** A message as a whole. */
    void whole(long stream, byte[] bytes, int offset, int length);

    /** The first part of a message of {@code total} bytes. */
    void begin(long stream, int total, byte[] bytes, int offset, int length);

    /** The next part of the message that was begun. */
    void more(long stream, byte[] bytes, int offset, int length);

    /** The receiver of the stream grants that its messages may cost so much in all. */
    void credit(long stream, long limit);

    /** The stream is closed: all before it was the whole. */
    void end(long stream);

    /** The stream is given up: something before it may be missing. */
    void fail(long stream);

    /** Does nothing: for looking whether the frames can be read. */
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
