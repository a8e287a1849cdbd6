package org.gotask.benchmarks.channel;

import java.util.function.IntFunction;

/** Values that go one way through one pipe, from some new threads to as many others. */
final class Stream {

    private Stream() {}

    /** Passes {@code count} values from {@code pairs} senders to {@code pairs} receivers; each does its share. */
    static void pass(Pipe<Integer> pipe, int pairs, int count, IntFunction<Integer> values)
            throws InterruptedException {
        Crew crew = new Crew();
        int share = count / pairs;
        for (int pair = 0; pair < pairs; pair++) {
            crew.start(() -> {
                for (int i = 0; i < share; i++) {
                    pipe.send(values.apply(i));
                }
            });
            crew.start(() -> {
                for (int i = 0; i < share; i++) {
                    pipe.receive();
                }
            });
        }
        crew.join();
    }
}
