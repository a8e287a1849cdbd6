package org.gotask.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program that {@link StackOverflowTest} runs: it performs all channel operations with the stack almost exhausted.
 * It checks that an operation that ended in a stack overflow had no effect, and that the channels remain usable.
 */
final class StackOverflowSweep {

    private static final Duration SHORT = Duration.ofNanos(200_000);

    /** How long the other thread may take on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ShortageOfStack shortage;
    private final int trials;

    private StackOverflowSweep(ShortageOfStack shortage, int trials) {
        this.shortage = shortage;
        this.trials = trials;
    }

    /** Arguments: {@code virtual} or {@code platform}, the number of trials, the seed. */
    public static void main(String[] args) throws Exception {
        ShortageOfStack shortage = new ShortageOfStack(Long.parseLong(args[2]));
        StackOverflowSweep sweep = new StackOverflowSweep(shortage, Integer.parseInt(args[1]));
        Thread.Builder builder = args[0].equals("virtual")
                ? Thread.ofVirtual()
                : Thread.ofPlatform().stackSize(ShortageOfStack.STACK_BYTES);
        Thread thread = builder.unstarted(() -> {
            try {
                sweep.all();
            } catch (Throwable e) {
                e.printStackTrace();
                System.exit(1);
            }
        });
        thread.start();
        thread.join();
        System.out.println("errors=" + shortage.errors());
        System.exit(shortage.errors() < sweep.trials ? 2 : 0);
    }

    private void all() throws InterruptedException {
        for (int capacity : new int[] {0, 1, 16}) {
            sendsToAReceiver(capacity);
            receivesFromASender(capacity);
            waitsInVain(capacity);
            closesUnderWaitingThreads(capacity);
        }
        fillsAndDrainsABuffer();
        waitsForTimers();
    }

    /** The receiver receives all sent values and no others, for each way of sending. */
    private void sendsToAReceiver(int capacity) throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        RoutingChannel<Integer> routing = new RoutingChannel<>("", value -> channel, () -> {});
        boolean[] unsent = {false};
        Select select = Select.create().send(channel, 1, () -> {}).after(SHORT, () -> unsent[0] = true);
        List<ShortageOfStack.Step> ways = List.of(
                () -> channel.send(1),
                () -> unsent[0] = !channel.trySend(1),
                () -> unsent[0] = !channel.send(1, SHORT),
                select::await,
                () -> unsent[0] = !routing.send(1, SHORT));
        AtomicInteger received = new AtomicInteger();
        Thread receiver = ShortageOfStack.partner(() -> {
            while (channel.receiveOrNull() != null) {
                received.incrementAndGet();
            }
        });
        int sent = 0;
        int errors = 0;
        for (int i = 0; i < trials; i++) {
            unsent[0] = false;
            boolean done = shortage.attempt(ways.get(i % ways.size()));
            sent += done && !unsent[0] ? 1 : 0;
            errors += done ? 0 : 1;
        }
        channel.close();
        check(receiver.join(LIMIT), "the receiver ends after the close");
        check(
                received.get() == sent,
                "sent=" + sent + ", errors=" + errors + ", received=" + received + ", capacity=" + capacity);
    }

    private void receivesFromASender(int capacity) throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        int[] taken = {0};
        Received<?>[] answer = {null};
        Select select = Select.create().receive(channel, value -> taken[0]++).after(SHORT, () -> {});
        List<ShortageOfStack.Step> ways = List.of(
                () -> answer[0] = channel.receiveOrClosed(),
                () -> answer[0] = channel.tryReceive(),
                () -> answer[0] = channel.receive(SHORT),
                select::await);
        AtomicInteger sent = new AtomicInteger();
        Thread sender = ShortageOfStack.partner(() -> {
            try {
                while (true) {
                    channel.send(1);
                    sent.incrementAndGet();
                }
            } catch (ChannelClosedException e) {
                // the end of this thread
            }
        });
        int errors = 0;
        for (int i = 0; i < trials; i++) {
            answer[0] = null;
            errors += shortage.attempt(ways.get(i % ways.size())) ? 0 : 1;
            taken[0] += answer[0] instanceof Received.Value<?> ? 1 : 0;
        }
        channel.close();
        check(sender.join(LIMIT), "the sender ends after the close");
        for (Integer rest : channel) {
            taken[0] += rest;
        }
        check(
                sent.get() == taken[0],
                "sent=" + sent + ", errors=" + errors + ", received=" + taken[0] + ", capacity=" + capacity);
    }

    /** An operation that timed out has left the queues: it takes no value later, and sends none. */
    private void waitsInVain(int capacity) throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(capacity);
        Channel<Integer> other = Channel.withCapacity(0);
        Select select = Select.create()
                .receive(channel, value -> check(false, "received"))
                .send(other, 1, () -> check(false, "sent"))
                .after(SHORT, () -> {});
        List<ShortageOfStack.Step> ways = List.of(
                () -> check(!other.send(1, SHORT), "there is no receiver"),
                () -> check(channel.receive(SHORT) instanceof Received.Empty, "there is no sender"),
                select::await);
        for (int i = 0; i < trials; i++) {
            shortage.attempt(ways.get(i % ways.size()));
            check(channel.size() == 0, "nothing was sent");
            check(channel.trySend(2) == capacity > 0, "an operation that has ended takes no value");
            check(
                    channel.tryReceive() instanceof Received.Value<Integer> == capacity > 0,
                    "the value is in the buffer");
            check(other.tryReceive() instanceof Received.Empty, "an operation that has ended sends no value");
        }
    }

    /** A close ends all waits, or has no effect. */
    private void closesUnderWaitingThreads(int capacity) throws InterruptedException {
        for (int i = 0; i < trials / 4; i++) {
            Channel<Integer> channel = Channel.withCapacity(capacity);
            List<Thread> partners = new ArrayList<>();
            for (int p = 0; p < 3; p++) {
                partners.add(ShortageOfStack.partner(channel::receiveOrNull));
            }
            boolean done = shortage.attempt(channel::close);
            check(channel.isClosed() == done, "closed=" + channel.isClosed());
            channel.close();
            for (Thread partner : partners) {
                check(partner.join(LIMIT), "the close ends all waits");
            }
        }
    }

    /** Without other threads, and with a buffer that grows. */
    private void fillsAndDrainsABuffer() throws InterruptedException {
        Channel<Integer> channel = Channel.withCapacity(1000);
        int held = 0;
        for (int i = 0; i < trials; i++) {
            boolean done = shortage.attempt(() -> channel.send(1));
            held += done ? 1 : 0;
            check(channel.size() == held, "held=" + held + ", size=" + channel.size());
        }
        for (int i = 0; i < trials && held > 0; i++) {
            boolean done = shortage.attempt(channel::receive);
            held -= done ? 1 : 0;
            check(channel.size() == held, "held=" + held + ", size=" + channel.size());
        }
    }

    private void waitsForTimers() throws InterruptedException {
        for (int i = 0; i < trials / 4; i++) {
            ReceiveChannel<?> timer = Timers.after(SHORT);
            boolean done = shortage.attempt(timer::receive);
            check(!done || timer.receiveOrClosed() instanceof Received.Closed, "a timer has one value");
            timer.receiveOrClosed(); // returns the value or closed, and does not wait forever
            check(timer.receiveOrClosed() instanceof Received.Closed, "a timer closes");
        }
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }
}
