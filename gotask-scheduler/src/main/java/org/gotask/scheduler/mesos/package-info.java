/**
 * The Mesos implementation of the cluster port: translates offers, launches and statuses between the run and the
 * driver. No other package of the scheduler uses Mesos.
 */
@NullMarked
package org.gotask.scheduler.mesos;

import org.jspecify.annotations.NullMarked;
