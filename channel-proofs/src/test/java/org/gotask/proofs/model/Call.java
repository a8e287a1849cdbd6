package org.gotask.proofs.model;

import java.util.List;

/** One operation of a program, as the specification understands it. */
sealed interface Call {

    /**
     * A send, a receive or a select: one of the cases happens.
     *
     * @param waits whether it waits until one can; otherwise it answers {@link Answer#NOTHING}
     */
    record Choice(List<Case> cases, boolean waits) implements Call {}

    /** Closes a channel. */
    record Close(int channel) implements Call {}
}
