package org.gotask.benchmarks.channel;

import com.softwaremill.jox.Select;
import java.util.ArrayList;
import java.util.List;
import org.gotask.channel.Channel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Four threads send, each on a channel of its own; one thread selects among the four: the time of a value. */
public class SelectBenchmark extends ChannelBenchmark {

    private static final int VALUES = 40_000;
    private static final int CHANNELS = 4;

    /** Who is measured: those who can select. */
    @Param({"GOTASK", "JOX", "KOTLIN"})
    public Peer peer = Peer.GOTASK;

    /** By rendezvous, or through a buffer for each channel. */
    @Param({"0", "256"})
    public int capacity;

    private int received;

    /** {@value #VALUES} values. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void select() throws InterruptedException {
        switch (peer) {
            case KOTLIN -> KotlinWork.select(capacity, VALUES);
            case JOX -> jox();
            case GOTASK -> goTask();
            default -> throw new IllegalArgumentException("peer cannot select: peer=" + peer);
        }
    }

    private void goTask() throws InterruptedException {
        Crew crew = new Crew();
        org.gotask.channel.Select select = org.gotask.channel.Select.create();
        for (int i = 0; i < CHANNELS; i++) {
            Channel<Integer> channel = Channel.withCapacity(capacity);
            select.receive(channel, value -> received += value);
            crew.start(() -> send(channel::send));
        }
        crew.start(() -> {
            for (int i = 0; i < VALUES; i++) {
                select.await();
            }
        });
        crew.join();
    }

    private void jox() throws InterruptedException {
        Crew crew = new Crew();
        List<com.softwaremill.jox.Channel<Integer>> channels = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            com.softwaremill.jox.Channel<Integer> channel = capacity == 0
                    ? com.softwaremill.jox.Channel.newRendezvousChannel()
                    : com.softwaremill.jox.Channel.newBufferedChannel(capacity);
            channels.add(channel);
            crew.start(() -> send(channel::send));
        }
        crew.start(() -> {
            for (int i = 0; i < VALUES; i++) {
                Integer value = Select.select(
                        channels.get(0).receiveClause(),
                        channels.get(1).receiveClause(),
                        channels.get(2).receiveClause(),
                        channels.get(3).receiveClause());
                received += value;
            }
        });
        crew.join();
    }

    private interface Sender {
        void send(Integer value) throws InterruptedException;
    }

    private static void send(Sender sender) throws InterruptedException {
        for (int i = 0; i < VALUES / CHANNELS; i++) {
            sender.send(VALUE);
        }
    }
}
