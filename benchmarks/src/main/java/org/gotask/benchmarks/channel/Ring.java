package org.gotask.benchmarks.channel;

import java.util.ArrayList;
import java.util.List;

/** Threads in a ring that pass one token on and on. They stay until the ring is closed. */
interface Ring {

    /** What goes around; whoever holds it counts a step. */
    final class Token {
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

    /** Lets the token take its steps, and waits until it has. */
    void pass(Token token) throws InterruptedException;

    /** Ends the threads. */
    void close() throws InterruptedException;

    /** A new ring of a peer. */
    static Ring of(Peer peer, int threads) {
        return switch (peer) {
            case KOTLIN -> new KotlinRing(threads);
            case LOCK_SUPPORT -> new UnparkRing(threads);
            default -> new PipeRing(peer, threads);
        };
    }

    /** A ring of virtual threads with a rendezvous from each to the next. */
    final class PipeRing implements Ring {
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
