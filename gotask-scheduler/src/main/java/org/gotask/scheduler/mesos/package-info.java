/**
 * The Mesos implementation of the cluster port: translates offers, launches and statuses between the run and the
 * driver. {@link org.gotask.scheduler.mesos.MesosClusterProvider} validates its settings. No other package of the
 * scheduler uses Mesos, or this package.
 */
@NullMarked
package org.gotask.scheduler.mesos;

import org.jspecify.annotations.NullMarked;
