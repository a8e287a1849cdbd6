/**
 * Rate-limited logging: other processes can cause some log lines, and must not be able to fill the log with them.
 */
@NullMarked
package org.gotask.mesos.log;

import org.jspecify.annotations.NullMarked;
