/** The command line by which an agent starts the executor, and how much memory its JVM gets. */
@NullMarked
package org.gotask.scheduler.launch;

import org.jspecify.annotations.NullMarked;
