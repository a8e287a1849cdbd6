/**
 * Finding the leading master. {@link org.gotask.mesos.detector.MasterDetectors} turns the text that a user gives as
 * {@code --master} into a {@link org.gotask.mesos.detector.MasterDetector}, by asking the
 * {@link org.gotask.mesos.detector.MasterDetectorProvider}s on the class path in turn.
 */
@NullMarked
package org.gotask.mesos.detector;

import org.jspecify.annotations.NullMarked;
