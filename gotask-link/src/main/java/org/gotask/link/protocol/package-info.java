/**
 * The protocol of the reliable link: datagrams that may be lost, duplicated, delayed and reordered become messages that
 * arrive exactly once and in order. {@link org.gotask.link.protocol.LinkEngine} is a pure state machine: it has neither
 * threads nor locks nor a clock, so that whole networks of it can be simulated.
 */
@NullMarked
package org.gotask.link.protocol;

import org.jspecify.annotations.NullMarked;
