/**
 * Health checks of agents, for frameworks that need to detect failures sooner than the master reports them: one
 * {@link org.gotask.mesos.health.AgentHealthChecker} for each agent of interest. The drivers do not use it.
 */
@NullMarked
package org.gotask.mesos.health;

import org.jspecify.annotations.NullMarked;
