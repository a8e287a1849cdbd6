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
                Thread.currentThread().interrupt(); // nobody wants the rest
            }
        });
        for (int number : numbers) { // ends when the channel is closed and drained
            squares.add(number);
        }
        // @end
        return squares;
    }

    static String select(ReceiveChannel<String> answers, SendChannel<String> questions) throws InterruptedException {
        String[] result = {"none"};
        // @start region="select"
        Select.create()
                .receive(answers, answer -> result[0] = answer)
                .send(questions, "still there?", () -> result[0] = "asked")
                .after(Duration.ofMillis(10), () -> result[0] = "late")
                .await();
        // @end
        return result[0];
    }

    /** Carries values over, and holds back up to a thousand of them while the receiver is slow. */
    static void relay(ReceiveChannel<String> in, SendChannel<String> out) throws InterruptedException {
        // @start region="when"
        Queue<String> waiting = new ArrayDeque<>();
        boolean[] open = {true};
        Select select = Select.create()
                .receive(in, waiting::add, () -> open[0] = false)
                .when(() -> open[0] && waiting.size() < 1000)
                .sendFrom(out, waiting::element, waiting::remove)
                .when(() -> !waiting.isEmpty());
        while (open[0] || !waiting.isEmpty()) {
            select.await();
        }
        // @end
    }

    static int tick() throws InterruptedException {
        int count = 0;
        // @start region="tick"
        try (Ticker ticker = Timers.tick(Duration.ofMillis(2))) {
            ReceiveChannel<?> enough = Timers.after(Duration.ofMillis(20));
            boolean[] over = {false};
            int[] ticks = {0};
            Select select = Select.create()
                    .receive(ticker.channel(), moment -> ticks[0]++)
                    .receive(enough, moment -> over[0] = true);
            while (!over[0]) {
                select.await();
            }
            count = ticks[0];
        }
        // @end
        return count;
    }
}
