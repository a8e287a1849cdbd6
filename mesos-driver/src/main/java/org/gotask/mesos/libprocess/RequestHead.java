package org.gotask.mesos.libprocess;

import java.util.Map;
import java.util.Optional;

/**
 * What the start line and the headers of a request say.
 *
 * @param target whom the request is for
 * @param framing how long its body is
 * @param last whether the connection ends after the answer
 */
record RequestHead(Target target, Framing framing, boolean last) {

    /** Whom a request is for: a libprocess process, or a plain HTTP handler. */
    sealed interface Target {}

    /**
     * A libprocess message.
     *
     * @param sender as far as it can be read
     * @param address the process and the message name
     */
    record ToProcess(Sender sender, MessagePath address) implements Target {

        /** The address of the sender, empty if it cannot be read. */
        Optional<Upid> from() {
            return sender.upid();
        }
    }

    /**
     * The path of a libprocess message, {@code /id/name}.
     *
     * @param id the decoded id of the process
     * @param name the full protobuf name of the message
     */
    record MessagePath(String id, String name) {}

    /**
     * A plain HTTP request.
     *
     * @param method for example {@code GET}
     * @param path decoded
     * @param query raw
     * @param headers by lower-case name
     */
    record ToPage(String method, String path, String query, Map<String, String> headers) implements Target {}

    /**
     * Where the body ends.
     *
     * @param chunked whether it comes in chunks; {@code length} is 0 then
     * @param length bytes of the body otherwise
     * @param awaitsContinue whether the peer sends the body only after an interim answer
     */
    record Framing(boolean chunked, long length, boolean awaitsContinue) {}
}
