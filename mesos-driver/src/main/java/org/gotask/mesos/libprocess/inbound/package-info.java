/**
 * The receiving side of a messenger: the listening port, incoming connections with a thread each, and the routing of
 * requests to processes and pages. A connection counts as a stranger until it has delivered a message from a known
 * peer; strangers get less memory and less time than peers.
 */
@NullMarked
package org.gotask.mesos.libprocess.inbound;

import org.jspecify.annotations.NullMarked;
