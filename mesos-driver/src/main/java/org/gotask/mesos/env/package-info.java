/**
 * Durations in environment variables, in the notation of Mesos.
 */
@NullMarked
package org.gotask.mesos.env;

import org.jspecify.annotations.NullMarked;
