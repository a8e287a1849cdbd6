/**
 * The virtual threads of a messenger, which end with it, and deadlines on the monotonic clock.
 */
@NullMarked
package org.gotask.mesos.libprocess.threads;

import org.jspecify.annotations.NullMarked;
