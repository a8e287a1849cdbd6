package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;

/**
 * A whole request.
 *
 * @param head what its head says
 * @param body empty if there is none, or if it was not kept
 */
record Request(RequestHead head, ByteString body) {}
