package org.gotask.benchmarks.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.gotask.channel.Channel;
import org.gotask.channel.Select;

/** Four new threads send, each on a new channel of its own; one thread selects among the four. */
final class Selecting {

    private static final int CHANNELS = 4;

    private interface Sender {
        void send(Integer value) throws InterruptedException;
    }

    private Selecting() {}

    /** Returns the sum of the received values; {@code count} of them are sent in all. */
    static int goTask(int capacity, int count, IntFunction<Integer> values) throws InterruptedException {
        Crew crew = new Crew();
        int[] received = {0};
        Select select = Select.create();
        for (int i = 0; i < CHANNELS; i++) {
            Channel<Integer> channel = Channel.withCapacity(capacity);
            select.receive(channel, value -> received[0] += value);
            crew.start(() -> send(channel::send, count, values));
        }
        crew.start(() -> {
            for (int i = 0; i < count; i++) {
                select.await();
            }
        });
        crew.join();
        return received[0];
    }

    /** The same with Jox. */
    static int jox(int capacity, int count, IntFunction<Integer> values) throws InterruptedException {
        Crew crew = new Crew();
        AtomicInteger sum = new AtomicInteger();
        List<com.softwaremill.jox.Channel<Integer>> channels = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            com.softwaremill.jox.Channel<Integer> channel = capacity == 0
                    ? com.softwaremill.jox.Channel.newRendezvousChannel()
                    : com.softwaremill.jox.Channel.newBufferedChannel(capacity);
            channels.add(channel);
            crew.start(() -> send(channel::send, count, values));
        }
        crew.start(() -> {
            int received = 0;
            for (int i = 0; i < count; i++) {
                Integer value = com.softwaremill.jox.Select.select(
                        channels.get(0).receiveClause(),
                        channels.get(1).receiveClause(),
                        channels.get(2).receiveClause(),
                        channels.get(3).receiveClause());
                received += value;
            }
            sum.set(received);
        });
        crew.join();
        return sum.get();
    }

    private static void send(Sender sender, int count, IntFunction<Integer> values) throws InterruptedException {
        for (int i = 0; i < count / CHANNELS; i++) {
            sender.send(values.apply(i));
        }
    }
}
