package org.gotask.benchmarks.messenger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;

/**
 * Sends, one way or another, from one thread to an {@link HttpMessenger} of this process, which parses each message and
 * notes when. Confined to one thread, apart from the handler.
 */
final class JavaContestant implements Contestant {

    private static final double NANOS_PER_MICRO = 1000;

    private final String name;
    private final SenderFactory senders;
    private volatile Reception reception = new Reception(0);

    private JavaContestant(String name, SenderFactory senders) {
        this.name = name;
        this.senders = senders;
    }

    /** Our messenger. */
    static Contestant messenger() {
        return new JavaContestant("GoTask `HttpMessenger`", to -> {
            Messenger messenger = new HttpMessenger(MessengerConfig.loopback());
            messenger.start();
            Upid from = messenger.upid("sender");
            return new Sender() {
                @Override
                public void send(FrameworkToExecutorMessage message) throws InterruptedException {
                    messenger.send(from, to, message);
                }

                @Override
                public void close() {
                    messenger.close();
                }
            };
        });
    }

    /** The JDK's HTTP client, which waits for the answer to each request, as it has to where the order counts. */
    static Contestant plainHttp() {
        return new JavaContestant("`java.net.http`, one POST after another", PlainHttpSender::new);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Round> run(Plan plan) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        try (Messenger receiver = new HttpMessenger(MessengerConfig.loopback())) {
            receiver.start();
            receiver.spawn("receiver", (from, messageName, body) -> reception.note(body));
            try (Sender sender = senders.open(receiver.upid("receiver"))) {
                for (int i = -plan.warmupRounds(); i < plan.rounds(); i++) {
                    double perSecond = flood(sender, plan.flood());
                    double[] micros = steady(sender, plan.steady(), plan.ratePerSecond());
                    if (i >= 0) {
                        rounds.add(new Round(perSecond, percentile(micros, 50), percentile(micros, 99)));
                    }
                }
            }
        }
        return rounds;
    }

    private double flood(Sender sender, int count) throws IOException, InterruptedException {
        Reception expected = new Reception(count);
        reception = expected;
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            sender.send(MessageMix.message(i));
        }
        expected.await();
        return count * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }

    /** The times from call to handler, sorted. */
    private double[] steady(Sender sender, int count, int ratePerSecond) throws IOException, InterruptedException {
        Reception expected = new Reception(count);
        reception = expected;
        long[] sentNanos = new long[count];
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * i / ratePerSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            sentNanos[i] = System.nanoTime();
            sender.send(MessageMix.message(i));
        }
        expected.await();
        double[] micros = new double[count];
        for (int i = 0; i < count; i++) {
            micros[i] = (expected.nanos[i] - sentNanos[i]) / NANOS_PER_MICRO;
        }
        Arrays.sort(micros);
        return micros;
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[(int) ((long) sorted.length * percent / 100)];
    }

    /** Sends each message so that they arrive in order. */
    interface Sender extends AutoCloseable {

        /** Blocks as long as the way of sending demands. */
        void send(FrameworkToExecutorMessage message) throws IOException, InterruptedException;

        @Override
        void close();
    }

    /** Opens a sender to an address. */
    @FunctionalInterface
    interface SenderFactory {
        Sender open(Upid to) throws IOException;
    }

    /** When each message of a round arrived. */
    private static final class Reception {

        private final long[] nanos;
        private final CountDownLatch missing;

        Reception(int count) {
            nanos = new long[count];
            missing = new CountDownLatch(count);
        }

        void note(ByteString body) {
            try {
                nanos[MessageMix.number(FrameworkToExecutorMessage.parseFrom(body))] = System.nanoTime();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
            missing.countDown();
        }

        void await() throws InterruptedException {
            if (!missing.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        "messages missing after a minute: missing=" + missing.getCount() + ", of=" + nanos.length);
            }
        }
    }
}
