package org.gotask.mesos.libprocess.wire;

import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;

/**
 * The parsed start line and headers of a request.
 *
 * @param target the process or page
 * @param framing the length of its body
 * @param last whether the connection ends after the response
 */
public record RequestHead(Target target, Framing framing, boolean last) {

    /** The target of a request: a libprocess process, or a plain HTTP handler. */
    sealed interface Target {}

    /**
     * A libprocess message.
     *
     * @param sender the sender that the message names
     * @param address the process and the message name
     */
    public record ToProcess(Sender sender, MessagePath address) implements Target {

        /** The address of the sender; empty if it is missing or malformed. */
        public Optional<Upid> from() {
            return sender.upid();
        }
    }

    /**
     * The path of a libprocess message, {@code /id/name}.
     *
     * @param id the decoded id of the process
     * @param name the full protobuf name of the message
     */
    public record MessagePath(String id, String name) {}

    /**
     * A plain HTTP request.
     *
     * @param method for example {@code GET}
     * @param path decoded
     * @param query raw
     * @param headers by lower-case name
     */
    public record ToPage(String method, String path, String query, Map<String, String> headers) implements Target {}

    /**
     * The length of the body.
     *
     * @param chunked whether it is chunked; {@code length} is then 0
     * @param length the length in bytes otherwise
     * @param awaitsContinue whether the peer waits for an interim response before it sends the body
     */
    record Framing(boolean chunked, long length, boolean awaitsContinue) {}
}
