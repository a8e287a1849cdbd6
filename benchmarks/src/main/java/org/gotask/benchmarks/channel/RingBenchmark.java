package org.gotask.benchmarks.channel;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * 10,000 threads in a ring, each with a rendezvous to the next, pass one token on and on: the time of a step. The threads
 * stay from one measurement to the next.
 */
public class RingBenchmark extends ChannelBenchmark {

    private static final int THREADS = 10_000;
    private static final int STEPS = 100_000;

    /** Who is measured. */
    @Param({"GOTASK", "JOX", "KOTLIN", "LINKED_TRANSFER_QUEUE", "SYNCHRONOUS_QUEUE"})
    public Peer peer = Peer.GOTASK;

    @SuppressWarnings("NullAway.Init") // JMH calls start first
    private Ring ring;

    /** Starts the threads. */
    @Setup(Level.Trial)
    public void start() {
        ring = peer == Peer.KOTLIN ? new KotlinRing(THREADS) : new PipeRing(peer, THREADS);
    }

    /** Sends a token once around and further, {@value #STEPS} steps in all. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void ring() throws InterruptedException {
        ring.pass(new Token(STEPS));
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
        ring.close();
    }

    /** Threads in a ring, waiting for a token. */
    interface Ring {
        /** Lets the token take its steps, and waits until it has. */
        void pass(Token token) throws InterruptedException;

        void close() throws InterruptedException;
    }

    /** What goes around; whoever holds it counts a step. */
    public static final class Token {
        private int steps;

        Token(int steps) {
            this.steps = steps;
        }

        /** True if that was the last step. */
        boolean step() {
            steps--;
            return steps == 0;
        }
    }

    private static final class PipeRing implements Ring {
        private final Crew crew = new Crew();
        private final Pipe<Token> start;
        private final Pipe<Token> arrived;

        PipeRing(Peer peer, int threads) {
            List<Pipe<Token>> pipes = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                pipes.add(peer.pipe(0));
            }
            start = pipes.getFirst();
            arrived = peer.pipe(0);
            for (int i = 0; i < threads; i++) {
                Pipe<Token> in = pipes.get(i);
                Pipe<Token> next = pipes.get((i + 1) % threads);
                crew.start(() -> passOn(in, next));
            }
        }

        private void passOn(Pipe<Token> in, Pipe<Token> next) throws InterruptedException {
            while (true) {
                Token token = in.receive();
                if (token.step()) {
                    arrived.send(token);
                } else {
                    next.send(token);
                }
            }
        }

        @Override
        public void pass(Token token) throws InterruptedException {
            start.send(token);
            arrived.receive();
        }

        @Override
        public void close() throws InterruptedException {
            crew.interruptAll();
            crew.join();
        }
    }
}
