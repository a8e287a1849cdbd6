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

    /** The time on a monotonic scale, like {@link System#nanoTime()}. */
    long nanoTime();

    /** The same time as an instant. */
    Instant instant();
}
