/**
 * The sending side of a messenger: for each address a bounded queue, at most one connection, and the links that watch
 * it. Messages that are dropped, or may not have arrived, are counted and logged.
 */
@NullMarked
package org.gotask.mesos.libprocess.outbound;

import org.jspecify.annotations.NullMarked;
