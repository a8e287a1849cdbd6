package org.gotask.proofs.model;

import org.gotask.channel.ProofChannels.Start;

/** The channels under test; Lincheck makes them anew for each order of steps. */
final class Subjects {

    private Subjects() {}

    /** Channels without a buffer. */
    public static final class Rendezvous extends Subject {
        public Rendezvous() {
            super(0, 0, Start.NEW);
        }
    }

    /** Channels with one place. */
    public static final class OnePlace extends Subject {
        public OnePlace() {
            super(1, 1, Start.NEW);
        }
    }

    /** Channels with two places. */
    public static final class TwoPlaces extends Subject {
        public TwoPlaces() {
            super(2, 2, Start.NEW);
        }
    }

    /** A rendezvous beside a buffer. */
    public static final class Mixed extends Subject {
        public Mixed() {
            super(0, 1, Start.NEW);
        }
    }

    /** Channels without a buffer. Threads spin before they park. */
    public static final class SpinningRendezvous extends Subject {
        public SpinningRendezvous() {
            super(0, 0, Start.SHORT_SPIN);
        }
    }

    /** Channels with one place. Threads spin before they park. */
    public static final class SpinningOnePlace extends Subject {
        public SpinningOnePlace() {
            super(1, 1, Start.SHORT_SPIN);
        }
    }

    /** A rendezvous beside a buffer. Threads spin before they park. */
    public static final class SpinningMixed extends Subject {
        public SpinningMixed() {
            super(0, 1, Start.SHORT_SPIN);
        }
    }

    /** Channels without a buffer. Threads yield before they park. */
    public static final class YieldingRendezvous extends Subject {
        public YieldingRendezvous() {
            super(0, 0, Start.YIELD);
        }
    }

    /** Channels with one place. Threads yield before they park. */
    public static final class YieldingOnePlace extends Subject {
        public YieldingOnePlace() {
            super(1, 1, Start.YIELD);
        }
    }

    /** Channels without a buffer. Threads take turns. */
    public static final class TurnTakingRendezvous extends Subject {
        public TurnTakingRendezvous() {
            super(0, 0, Start.TURNS);
        }
    }

    /** Channels with one place. Threads take turns. */
    public static final class TurnTakingOnePlace extends Subject {
        public TurnTakingOnePlace() {
            super(1, 1, Start.TURNS);
        }
    }
}
