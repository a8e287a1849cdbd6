/**
 * The offer decision: which offers to hold, when they are enough for all tasks, which task goes to which agent, and what
 * to give back. Pure: it knows offers and needs, and no cluster.
 */
@NullMarked
package org.gotask.scheduler.placement;

import org.jspecify.annotations.NullMarked;
