package org.gotask.benchmarks.channel;

import java.util.concurrent.Exchanger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A value goes from one thread to another, which answers, each way by rendezvous: the time of a round trip. */
public class PingPongBenchmark extends ChannelBenchmark {

    private static final int ROUNDS = 20_000;

    /** Who is measured. */
    @Param({"GOTASK", "JOX", "KOTLIN", "LINKED_TRANSFER_QUEUE", "SYNCHRONOUS_QUEUE", "EXCHANGER"})
    public Peer peer = Peer.GOTASK;

    /** {@value #ROUNDS} round trips. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void pingPong() throws InterruptedException {
        switch (peer) {
            case KOTLIN -> KotlinWork.pingPong(ROUNDS);
            case EXCHANGER -> exchange();
            default -> pass(peer.pipe(0), peer.pipe(0));
        }
    }

    private static void pass(Pipe<Integer> there, Pipe<Integer> back) throws InterruptedException {
        Crew crew = new Crew();
        crew.start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                there.send(VALUE);
                back.receive();
            }
        });
        crew.start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                back.send(there.receive());
            }
        });
        crew.join();
    }

    private static void exchange() throws InterruptedException {
        Exchanger<Integer> exchanger = new Exchanger<>();
        Crew crew = new Crew();
        for (int side = 0; side < 2; side++) {
            crew.start(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    exchanger.exchange(VALUE);
                }
            });
        }
        crew.join();
    }
}
