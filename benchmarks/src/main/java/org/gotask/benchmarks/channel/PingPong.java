package org.gotask.benchmarks.channel;

import java.util.concurrent.Exchanger;
import java.util.function.IntFunction;

/** A value goes from one new thread to another, which answers, each way by rendezvous. */
final class PingPong {

    private PingPong() {}

    /** Passes values there and back through new pipes of a peer. */
    static void pass(Peer peer, int rounds, IntFunction<Integer> values) throws InterruptedException {
        Pipe<Integer> there = peer.pipe(0);
        Pipe<Integer> back = peer.pipe(0);
        Crew crew = new Crew();
        crew.start(() -> {
            for (int i = 0; i < rounds; i++) {
                there.send(values.apply(i));
                back.receive();
            }
        });
        crew.start(() -> {
            for (int i = 0; i < rounds; i++) {
                back.send(there.receive());
            }
        });
        crew.join();
    }

    /** Exchanges values: both directions in one step. */
    static void exchange(int rounds, IntFunction<Integer> values) throws InterruptedException {
        Exchanger<Integer> exchanger = new Exchanger<>();
        Crew crew = new Crew();
        for (int side = 0; side < 2; side++) {
            crew.start(() -> {
                for (int i = 0; i < rounds; i++) {
                    exchanger.exchange(values.apply(i));
                }
            });
        }
        crew.join();
    }
}
