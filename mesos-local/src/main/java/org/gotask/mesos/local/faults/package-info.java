/**
 * Faults that an agent injects into the framework messages it passes on: loss, duplication and reordering, by a seed. May
 * use {@code actor}, for the time that a message is held back.
 */
@NullMarked
package org.gotask.mesos.local.faults;

import org.jspecify.annotations.NullMarked;
