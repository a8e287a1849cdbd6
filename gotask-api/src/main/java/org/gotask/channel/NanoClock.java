package org.gotask.channel;

import java.time.Instant;

/** The clock of timers: a monotonic scale, and the time of day. */
interface NanoClock {

    NanoClock SYSTEM = new NanoClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    };

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** The same moment as an instant. */
    Instant instant();
}
