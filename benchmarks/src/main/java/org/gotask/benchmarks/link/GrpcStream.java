package org.gotask.benchmarks.link;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.stub.CallStreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One side of a bidirectional stream of byte arrays, which sends as fast as gRPC's flow control allows. Thread-safe. */
final class GrpcStream {

    static final int MAX_MESSAGE_BYTES = 4 << 20;

    /** The stream, without generated code. */
    static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("gotask.Benchmark/Talk")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private @Nullable CallStreamObserver<byte[]> peer;
    private byte[] message = {};
    private long left;
    private @Nullable Runnable whenSent;

    /** To be called before anything else. */
    synchronized void connect(CallStreamObserver<byte[]> observer) {
        peer = observer;
        observer.setOnReadyHandler(this::drain);
    }

    /** Sends one message at once. */
    synchronized void send(byte[] single) {
        Objects.requireNonNull(peer).onNext(single);
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends many, without waiting. */
    void send(long count, int size, Runnable then) {
        synchronized (this) {
            message = new byte[size];
            left = count;
            whenSent = then;
        }
        drain();
    }

    private void drain() {
        Runnable then = null;
        synchronized (this) {
            CallStreamObserver<byte[]> to = Objects.requireNonNull(peer);
            while (left > 0 && to.isReady()) {
                to.onNext(message);
                left--;
            }
            if (left == 0) {
                then = whenSent;
                whenSent = null;
            }
        }
        if (then != null) {
            then.run();
        }
    }

    /** Byte arrays as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        /** Knows its length, so that gRPC need not count. */
        private static final class Known extends ByteArrayInputStream implements KnownLength {
            Known(byte[] bytes) {
                super(bytes);
            }
        }

        @Override
        public InputStream stream(byte[] value) {
            return new Known(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                byte[] bytes = new byte[stream.available()];
                int read = stream.readNBytes(bytes, 0, bytes.length);
                return read == bytes.length && stream.available() == 0 ? bytes : new byte[0];
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
