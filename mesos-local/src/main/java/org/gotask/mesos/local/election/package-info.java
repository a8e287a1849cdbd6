/**
 * The election of a leading master by a file, the detection of the leader in it, and whether a master leads in any kind
 * of election. Implements the driver's detectors and contenders. May use {@code actor}, {@code files} and {@code wire}.
 */
@NullMarked
package org.gotask.mesos.local.election;

import org.jspecify.annotations.NullMarked;
