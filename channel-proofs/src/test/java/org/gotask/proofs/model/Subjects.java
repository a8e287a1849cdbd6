package org.gotask.proofs.model;

/** The capacities under test; Lincheck makes the channels anew for each order of steps. */
final class Subjects {

    private Subjects() {}

    /** Without a buffer. */
    public static final class Rendezvous extends Subject {
        public Rendezvous() {
            super(0, 0);
        }
    }

    /** With one place. */
    public static final class OnePlace extends Subject {
        public OnePlace() {
            super(1, 1);
        }
    }

    /** With two places. */
    public static final class TwoPlaces extends Subject {
        public TwoPlaces() {
            super(2, 2);
        }
    }

    /** A rendezvous beside a buffer. */
    public static final class Mixed extends Subject {
        public Mixed() {
            super(0, 1);
        }
    }
}
