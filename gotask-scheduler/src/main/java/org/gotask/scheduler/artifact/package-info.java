/** An HTTP server that provides the executor program to the agents, and no other file. */
@NullMarked
package org.gotask.scheduler.artifact;

import org.jspecify.annotations.NullMarked;
