package org.gotask.proofs.model;

/**
 * What an operation answers.
 *
 * @param channel the number of the channel on which it happened; 0 if that does not matter
 * @param value what was sent or received; 0 if nothing was
 */
record Answer(Kind kind, int channel, int value) {

    enum Kind {
        SENT,
        RECEIVED,
        /** The operation has found its channel closed. */
        CLOSED,
        /** The operation does not wait, and could not happen. */
        NOTHING,
        /** The answer of a close. */
        DONE
    }

    static final Answer NOTHING = new Answer(Kind.NOTHING, 0, 0);
    static final Answer DONE = new Answer(Kind.DONE, 0, 0);

    static Answer sent(int channel, int value) {
        return new Answer(Kind.SENT, channel, value);
    }

    static Answer received(int channel, int value) {
        return new Answer(Kind.RECEIVED, channel, value);
    }

    static Answer closed(int channel) {
        return new Answer(Kind.CLOSED, channel, 0);
    }

    /** Short, for Lincheck's report. */
    @Override
    public String toString() {
        return switch (kind) {
            case SENT -> "sent " + value + " to c" + channel;
            case RECEIVED -> value + " from c" + channel;
            case CLOSED -> "c" + channel + " closed";
            case NOTHING -> "nothing";
            case DONE -> "done";
        };
    }
}
