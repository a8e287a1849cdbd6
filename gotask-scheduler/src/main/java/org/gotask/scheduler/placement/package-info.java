/**
 * Offer decisions: which offers to hold, when they suffice for all tasks, which agent gets which task, and which offers
 * to decline. Depends only on offers and requirements, not on a cluster.
 */
@NullMarked
package org.gotask.scheduler.placement;

import org.jspecify.annotations.NullMarked;
