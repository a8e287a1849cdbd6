/**
 * Links carry the channels between the scheduler and one executor over datagrams. A link knows tasks by name and its
 * peer as a {@link org.gotask.link.DatagramPort}; it depends on no cluster engine. This package contains the threads,
 * locks and channels of links; {@code org.gotask.link.protocol} contains the protocol, {@code org.gotask.link.wire} the
 * wire format. It is exported to the scheduler and the executor only.
 */
@NullMarked
package org.gotask.link;

import org.jspecify.annotations.NullMarked;
