package org.gotask.benchmarks.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A ring of virtual threads that only park and unpark each other: what a rendezvous that parks costs at least. Two
 * threads are a ping-pong.
 */
final class UnparkRing implements Ring {

    /** Where one thread waits for the token. */
    private static final class Seat {
        private volatile @Nullable Token token;
        private volatile @Nullable Thread thread;

        void give(Token given) {
            token = given;
            LockSupport.unpark(thread);
        }

        Token take() throws InterruptedException {
            thread = Thread.currentThread();
            Token taken = token;
            while (taken == null) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.park(this);
                taken = token;
            }
            token = null;
            return taken;
        }
    }

    private final Crew crew = new Crew();
    private final List<Seat> seats = new ArrayList<>();
    private final SynchronousQueue<Token> arrived = new SynchronousQueue<>();

    UnparkRing(int threads) {
        for (int i = 0; i < threads; i++) {
            seats.add(new Seat());
        }
        for (int i = 0; i < threads; i++) {
            Seat seat = seats.get(i);
            Seat next = seats.get((i + 1) % threads);
            crew.start(() -> passOn(seat, next));
        }
    }

    private void passOn(Seat seat, Seat next) throws InterruptedException {
        while (true) {
            Token token = seat.take();
            if (token.step()) {
                arrived.put(token);
            } else {
                next.give(token);
            }
        }
    }

    @Override
    public void pass(Token token) throws InterruptedException {
        seats.getFirst().give(token);
        arrived.take();
    }

    @Override
    public void close() throws InterruptedException {
        crew.interruptAll();
        crew.join();
    }
}
