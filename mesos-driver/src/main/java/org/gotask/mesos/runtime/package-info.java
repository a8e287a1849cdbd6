/**
 * The runtime that both drivers share: an event loop, which owns the state of a driver, a thread for callbacks, and the
 * transport between them and a messenger. State machines act through {@link org.gotask.mesos.runtime.DriverEffects}, so
 * that they can be tested without threads and sockets. Nothing here depends on schedulers or executors. The package is
 * exported to the local cluster only, whose master and agents use the event loop, too.
 */
@NullMarked
package org.gotask.mesos.runtime;

import org.jspecify.annotations.NullMarked;
