/**
 * The values in Mesos's messages, pages and environment variables: identifiers, resources, task states, capabilities,
 * versions, times and durations. Uses no other package of this module.
 */
@NullMarked
package org.gotask.mesos.local.wire;

import org.jspecify.annotations.NullMarked;
