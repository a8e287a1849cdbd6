package org.gotask.proofs.mutant;

/**
 * A fault, as a change of one place in the source of the channels.
 *
 * @param fault what the changed program does wrong
 * @param file the source that is changed
 * @param right a piece of text that must occur there once
 * @param wrong what it becomes
 * @param proof the test class that must fail
 * @param method the test that must fail
 */
record Mutant(String fault, String file, String right, String wrong, String proof, String method) {

    @Override
    public String toString() {
        return fault;
    }
}
