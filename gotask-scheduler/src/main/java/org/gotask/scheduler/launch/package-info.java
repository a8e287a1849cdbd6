/** The command line with which an agent starts the executor, and the heap size of its JVM. */
@NullMarked
package org.gotask.scheduler.launch;

import org.jspecify.annotations.NullMarked;
