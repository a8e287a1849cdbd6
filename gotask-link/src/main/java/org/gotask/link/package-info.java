/**
 * Links carry the channels between the scheduler and one executor over datagrams that may be lost, doubled or
 * reordered. A link knows tasks by name and its peer only as a {@link org.gotask.link.DatagramPort}; it knows nothing of
 * Mesos. Only the scheduler and the executor see this package.
 */
@NullMarked
package org.gotask.link;

import org.jspecify.annotations.NullMarked;
