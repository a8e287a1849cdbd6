package org.gotask.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The examples in the documentation of channels; {@link ChannelExamplesTest} runs them. */
final class ChannelExamples {

    private ChannelExamples() {}

    static List<Integer> range() {
        List<Integer> squares = new ArrayList<>();
        // @start region="range"
        Channel<Integer> numbers = Channel.withCapacity(8);
        Thread.startVirtualThread(() -> {
            try {
                for (int i = 1; i <= 5; i++) {
                    numbers.send(i * i);
                }
                numbers.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // stops sending
            }
        });
        for (int number : numbers) { // ends when the channel is closed and drained
            squares.add(number);
        }
        // @end
        return squares;
    }

    static List<String> select(ReceiveChannel<String> answers, SendChannel<String> questions)
            throws InterruptedException {
        List<String> journal = new ArrayList<>();
        // @start region="select"
        Select.create()
                .receive(answers, journal::add)
                .send(questions, "still there?", () -> journal.add("asked"))
                .after(Duration.ofMillis(10), () -> journal.add("late"))
                .await();
        // @end
        return journal;
    }

    static String choice(ReceiveChannel<String> answers, SendChannel<String> questions) throws InterruptedException {
        // @start region="choice"
        String outcome = Choice.<String>create()
                .receive(answers, answer -> "answered " + answer)
                .send(questions, "still there?", () -> "asked")
                .after(Duration.ofMillis(10), () -> "late")
                .await();
        // @end
        return outcome;
    }

    static int map() throws InterruptedException {
        // @start region="map"
        Channel<String> lines = Channel.withCapacity(8);
        SendChannel<Integer> numbersIn = lines.mapSent(number -> Integer.toString(number));
        ReceiveChannel<Integer> numbersOut = lines.mapReceived(Integer::valueOf);
        numbersIn.send(42); // the channel holds the line "42"
        int number = numbersOut.receive();
        // @end
        return number;
    }

    /** Carries values over, and holds back up to a thousand of them while the receiver is slow. */
    static void relay(ReceiveChannel<String> in, SendChannel<String> out) throws InterruptedException {
        // @start region="when"
        Queue<String> waiting = new ArrayDeque<>();
        Choice<Boolean> relay = Choice.<Boolean>create()
                .receive(in, waiting::add, () -> false)
                .when(() -> waiting.size() < 1000)
                .sendFrom(out, waiting::element, () -> waiting.remove() != null)
                .when(() -> !waiting.isEmpty());
        boolean open = true;
        while (open) {
            open = relay.await();
        }
        for (String value : waiting) {
            out.send(value);
        }
        // @end
    }

    static int tick() throws InterruptedException {
        int ticks = 0;
        // @start region="tick"
        try (Ticker ticker = Timers.tick(Duration.ofMillis(2))) {
            ReceiveChannel<?> enough = Timers.after(Duration.ofMillis(20));
            Choice<Boolean> ticked = Choice.<Boolean>create()
                    .receive(ticker.channel(), moment -> true)
                    .receive(enough, moment -> false);
            while (ticked.await()) {
                ticks++;
            }
        }
        // @end
        return ticks;
    }
}
