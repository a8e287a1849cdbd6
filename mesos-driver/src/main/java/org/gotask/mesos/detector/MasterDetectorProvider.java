package org.gotask.mesos.detector;

/** Makes the detectors of one form of master specification; found with {@link java.util.ServiceLoader}. */
public interface MasterDetectorProvider {

    /** The forms understood, for messages to the user, for example {@code local[N]}. */
    String forms();

    /** True if the specification is of this provider's form, well-formed or not. */
    boolean accepts(String specification);

    /**
     * Makes a detector; nothing is started and nothing contacted.
     *
     * @throws IllegalArgumentException if the specification is malformed; the message says where and what is expected
     */
    MasterDetector create(String specification);
}
