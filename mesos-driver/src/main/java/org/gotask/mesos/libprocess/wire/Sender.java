package org.gotask.mesos.libprocess.wire;

import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;

/**
 * The sender that a message names.
 *
 * @param upid with a numeric host; empty if it is missing or malformed
 * @param believable false if the connection comes from another address and this is not allowed
 */
public record Sender(Optional<Upid> upid, boolean believable) {}
