/**
 * The transport of Mesos's v0 protocol: libprocess messages between named processes, each message an HTTP POST. A
 * {@link org.gotask.mesos.libprocess.Messenger} is one such party of the network, with one listening port; its processes
 * are addressed by {@link org.gotask.mesos.libprocess.Upid}s. Knows message names and bytes, and nothing of what they
 * mean.
 */
@NullMarked
package org.gotask.mesos.libprocess;

import org.jspecify.annotations.NullMarked;
