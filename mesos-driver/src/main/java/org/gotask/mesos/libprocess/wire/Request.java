package org.gotask.mesos.libprocess.wire;

import com.google.protobuf.ByteString;

/**
 * A complete request.
 *
 * @param head the parsed head
 * @param body empty if there is none, or if it was discarded
 */
public record Request(RequestHead head, ByteString body) {}
