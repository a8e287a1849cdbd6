/**
 * Links carry the channels between the scheduler and one executor over datagrams. A link knows tasks by name and its peer
 * as a {@link org.gotask.link.DatagramPort}; it knows no engine. The threads, locks and channels of links live here; the
 * rules are in {@link org.gotask.link.protocol}, the bytes in {@link org.gotask.link.wire}. Only the scheduler and the
 * executor see this package.
 */
@NullMarked
package org.gotask.link;

import org.jspecify.annotations.NullMarked;
