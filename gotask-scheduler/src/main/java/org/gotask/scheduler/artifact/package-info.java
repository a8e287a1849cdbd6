/** Serving the executor program to the agents over HTTP: that one file and nothing else. */
@NullMarked
package org.gotask.scheduler.artifact;

import org.jspecify.annotations.NullMarked;
