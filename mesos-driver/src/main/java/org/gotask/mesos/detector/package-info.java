/**
 * Detection of the leading master. {@link org.gotask.mesos.detector.MasterDetectors} creates a
 * {@link org.gotask.mesos.detector.MasterDetector} from the value of {@code --master}, by asking the
 * {@link org.gotask.mesos.detector.MasterDetectorProvider}s on the class path in turn.
 */
@NullMarked
package org.gotask.mesos.detector;

import org.jspecify.annotations.NullMarked;
