/**
 * The bytes that two ends of a link exchange: how a datagram of the reliable link is laid out, written and read, and
 * mesosgot's message format. Knows neither the protocol nor threads, and believes nothing of what it reads.
 */
@NullMarked
package org.gotask.link.wire;

import org.jspecify.annotations.NullMarked;
