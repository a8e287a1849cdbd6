/**
 * The protocol of the reliable link: turns datagrams that may be lost, duplicated, delayed and reordered into messages
 * that arrive exactly once and in order. {@link org.gotask.link.protocol.LinkEngine} is a pure state machine without
 * threads, locks and clock, so that whole networks can be simulated.
 */
@NullMarked
package org.gotask.link.protocol;

import org.jspecify.annotations.NullMarked;
