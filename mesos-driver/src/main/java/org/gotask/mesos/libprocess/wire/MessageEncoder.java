package org.gotask.mesos.libprocess.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gotask.mesos.libprocess.Upid;

/**
 * Encodes messages as HTTP requests. The head up to the length is the same for all messages of one type between two
 * processes, so recent heads are cached. Thread-safe.
 */
public final class MessageEncoder {

    private static final int MAX_HEADS = 512;

    private final Map<HeadKey, byte[]> heads = new ConcurrentHashMap<>();

    /**
     * The whole request. It always has a {@code Content-Length}, even for an empty body, because all peers understand
     * it.
     */
    public byte[] encode(Upid from, Upid to, Message message, int bodyBytes) {
        byte[] head = head(new HeadKey(from, to, message.getDescriptorForType().getFullName()));
        byte[] length = Integer.toString(bodyBytes).getBytes(StandardCharsets.US_ASCII);
        int bodyFrom = head.length + length.length + 4;
        byte[] request = new byte[bodyFrom + bodyBytes];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(length, 0, request, head.length, length.length);
        request[bodyFrom - 4] = '\r';
        request[bodyFrom - 3] = '\n';
        request[bodyFrom - 2] = '\r';
        request[bodyFrom - 1] = '\n';
        try {
            message.writeTo(CodedOutputStream.newInstance(request, bodyFrom, bodyBytes));
        } catch (IOException e) {
            throw new IllegalStateException("message size differs from announced size: name=" + message.getClass(), e);
        }
        return request;
    }

    private byte[] head(HeadKey key) {
        byte[] known = heads.get(key);
        if (known != null) {
            return known;
        }
        byte[] made = make(key);
        if (heads.size() >= MAX_HEADS) {
            heads.clear();
        }
        heads.put(key, made);
        return made;
    }

    private static byte[] make(HeadKey key) {
        String head = "POST /" + PercentEncoding.encode(key.to.id()) + "/" + key.name + " HTTP/1.1\r\n"
                + "User-Agent: libprocess/" + key.from.wire() + "\r\n"
                + "Libprocess-From: " + key.from.wire() + "\r\n"
                + "Connection: Keep-Alive\r\n"
                + "Host: " + key.to.host() + ":" + key.to.port() + "\r\n"
                + "Content-Length: ";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    private record HeadKey(Upid from, Upid to, String name) {}
}
