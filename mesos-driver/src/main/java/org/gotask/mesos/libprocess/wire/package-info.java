/**
 * The HTTP/1 format of libprocess: parses requests from bytes and encodes messages and responses as bytes, without
 * sockets and threads. {@link org.gotask.mesos.libprocess.wire.RequestParser} splits a stream into requests; the size
 * of each request, and the memory of all requests that are not handled yet, are limited by {@link
 * org.gotask.mesos.libprocess.wire.InboundLimits} and {@link org.gotask.mesos.libprocess.wire.InboundMemory}. All input
 * is untrusted.
 */
@NullMarked
package org.gotask.mesos.libprocess.wire;

import org.jspecify.annotations.NullMarked;
