/**
 * The transport of Mesos's v0 protocol: libprocess messages between named processes, each message an HTTP POST. A
 * {@link org.gotask.mesos.libprocess.Messenger} is one participant of the network, with one listening port; its
 * processes are addressed by {@link org.gotask.mesos.libprocess.Upid}s. This package handles message names and bytes,
 * and does not interpret them.
 */
@NullMarked
package org.gotask.mesos.libprocess;

import org.jspecify.annotations.NullMarked;
