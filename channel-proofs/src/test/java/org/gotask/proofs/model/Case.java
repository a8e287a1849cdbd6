package org.gotask.proofs.model;

/**
 * One way in which an operation may happen.
 *
 * @param channel the number of the channel
 * @param value what is sent; 0 for a receive
 */
record Case(int channel, int value) {

    boolean sends() {
        return value != 0;
    }
}
