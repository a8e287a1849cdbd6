package org.gotask.mesos.detector;

/** The registry of master specifications. Skeleton. */
@SuppressWarnings("DoNotCallSuggester")
public final class MasterDetectors {

    private MasterDetectors() {}

    /**
     * Makes the detector for a specification such as {@code host:port}, or what a provider on the class path accepts.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static MasterDetector create(String specification) {
        throw new IllegalArgumentException(specification);
    }
}
