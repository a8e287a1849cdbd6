/**
 * How masters of one machine elect a leader and agents find it, by a file; and whether a master leads, whatever the kind of
 * its election. Implements the driver's detectors and contenders. May use {@code actor}, {@code files} and {@code wire}.
 */
@NullMarked
package org.gotask.mesos.local.election;

import org.jspecify.annotations.NullMarked;
