/**
 * The cluster port on Apache Mesos: offers, launches and statuses between the run's words and the driver's. The only room
 * of the scheduler that knows Mesos.
 */
@NullMarked
package org.gotask.scheduler.mesos;

import org.jspecify.annotations.NullMarked;
