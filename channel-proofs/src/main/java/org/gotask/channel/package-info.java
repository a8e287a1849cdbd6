/** A door to what the channels keep to themselves: proofs choose the state in which a channel begins. */
@NullMarked
package org.gotask.channel;

import org.jspecify.annotations.NullMarked;
