package org.gotask.benchmarks.messenger;

import java.io.IOException;
import java.util.List;

/** A way to bring messages from one messenger to another over loopback. */
interface Contestant {

    /** How much is measured. */
    record Plan(int warmupRounds, int rounds, int flood, int steady, int ratePerSecond) {}

    /** As the table calls it. */
    String name();

    /**
     * Runs all rounds.
     *
     * @return the rounds that count
     * @throws IOException if something cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    List<Round> run(Plan plan) throws IOException, InterruptedException;
}
