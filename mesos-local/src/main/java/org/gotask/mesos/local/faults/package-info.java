/**
 * Fault injection into the framework messages that an agent forwards: loss, duplication and reordering, chosen by a
 * seed. May use {@code actor}, for the delay of messages.
 */
@NullMarked
package org.gotask.mesos.local.faults;

import org.jspecify.annotations.NullMarked;
