/**
 * Watching over an agent by asking it, for frameworks that want to know sooner than the master tells them: an
 * {@link org.gotask.mesos.health.AgentHealthChecker} for each agent of interest. The drivers do not use it.
 */
@NullMarked
package org.gotask.mesos.health;

import org.jspecify.annotations.NullMarked;
