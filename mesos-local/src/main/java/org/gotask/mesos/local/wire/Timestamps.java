package org.gotask.mesos.local.wire;

import java.time.Instant;

/** Times in messages and pages: seconds since 1970-01-01T00:00:00Z, with a fraction. */
public final class Timestamps {

    private Timestamps() {}

    /** The current time. */
    public static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }
}
