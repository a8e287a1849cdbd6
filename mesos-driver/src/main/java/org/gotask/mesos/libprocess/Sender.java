package org.gotask.mesos.libprocess;

import java.util.Optional;

/**
 * Who a message says it is from.
 *
 * @param upid with a numeric host; empty if the message names nobody that can be read
 * @param believable false if the connection comes from somewhere else and that matters
 */
record Sender(Optional<Upid> upid, boolean believable) {}
