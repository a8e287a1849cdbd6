package org.gotask.link.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/**
 * A bounded model of a link, small enough to try everything that can happen: one end sends a few messages on one stream
 * and closes it; datagrams are delivered in any order, lost or doubled; readers read or wait; alarms go off; the receiving
 * end may be replaced by a fresh one.
 *
 * <p>A state is made by taking choices one by one from the beginning. {@link #choices} names those that are open.
 */
final class LinkModel {

    /** What is bounded. */
    record Bounds(int messages, int faults, int restarts, int alarms) {}

    private static final String TASK = "t";

    /** A datagram holds all there is; the first message uses up the credit, so that the next one needs a grant. */
    private static final LinkSettings SETTINGS = new LinkSettings(
            128 << 10,
            256 << 10,
            1,
            1 << 20,
            1 << 20,
            Duration.ofMillis(2),
            Duration.ofMillis(20),
            Duration.ofSeconds(2),
            Duration.ofHours(1));

    private static final TaskMsg LARGE = TaskMsg.of(TASK, new byte[(int) SendStream.FIRST_CREDIT]);

    private final Bounds bounds;
    private final End sender = new End(11);
    private End receiver = new End(22);
    private final List<byte[]> toReceiver = new ArrayList<>();
    private final List<byte[]> toSender = new ArrayList<>();
    private int faults;
    private int restarts;
    private int alarms;
    private int read;
    private long now = 1;
    private boolean receiverWasKnown;

    /** An engine, and its events. */
    private static final class End implements EngineEvents, SendStream.Listener, ReceiveStream.Listener {
        private final LinkEngine engine;
        private @Nullable ReceiveStream from;
        private int unread;
        private int received;
        private boolean ended;
        private boolean settled;
        private boolean broken;

        End(long epoch) {
            engine = new LinkEngine("peer", epoch, SETTINGS, this);
        }

        @Override
        public ReceiveStream.Listener opened(ReceiveStream opened) {
            from = opened;
            return this;
        }

        @Override
        public void message(TaskMsg message) {
            if (ended) {
                throw new AssertionError("message after the end");
            }
            if (message.sizeBytes() != numbered(received++).sizeBytes()) {
                throw new AssertionError("another message than the next one");
            }
            unread++;
        }

        @Override
        public void ended() {
            ended = true;
        }

        @Override
        public void failed() {
            throw new AssertionError("the stream was not given up");
        }

        @Override
        public void hasRoom() {}

        @Override
        public void settled() {
            settled = true;
        }

        void read(long cost) {
            unread--;
            engine.taken(Objects.requireNonNull(from), cost);
        }

        @Override
        public void dropped(String what) {}

        @Override
        public void broken(String reason) {
            broken = true;
        }
    }

    LinkModel(Bounds bounds) {
        this.bounds = bounds;
        SendStream stream = sender.engine.open(TASK, sender);
        for (int i = 0; i < bounds.messages(); i++) {
            sender.engine.offer(stream, numbered(i));
        }
        sender.engine.end(stream);
        flush();
    }

    /** Each has a size of its own, by which it is known. */
    private static TaskMsg numbered(int number) {
        return number == 0 ? LARGE : TaskMsg.of(TASK, new byte[number]);
    }

    /** Everything that can happen next; the same state always names the same. */
    List<String> choices() {
        List<String> choices = new ArrayList<>();
        addDeliveries(choices, "receiver", toReceiver);
        addDeliveries(choices, "sender", toSender);
        if (receiver.unread > 0) {
            choices.add("read");
        }
        if (alarms < bounds.alarms() && nextAlarm() != LinkEngine.NEVER) {
            choices.add("alarm");
        }
        if (restarts < bounds.restarts()) {
            choices.add("restart");
        }
        return choices;
    }

    private void addDeliveries(List<String> choices, String to, List<byte[]> wire) {
        for (int i = 0; i < wire.size(); i++) {
            choices.add("deliver " + to + " " + i);
            if (faults < bounds.faults()) {
                choices.add("lose " + to + " " + i);
                choices.add("double " + to + " " + i);
            }
        }
    }

    void take(String choice) {
        String[] words = choice.split(" ", -1);
        switch (words[0]) {
            case "read" -> {
                receiver.read(LinkSettings.cost(numbered(read++).sizeBytes()));
            }
            case "alarm" -> {
                alarms++;
                now = Math.max(now, nextAlarm());
            }
            case "restart" -> {
                restarts++;
                receiverWasKnown = sender.engine.statistics().acknowledgedThrough() > 0
                        || sender.engine.statistics().unacknowledgedBytes() > 0;
                receiver = new End(33);
                read = 0;
            }
            default -> {
                boolean up = words[1].equals("sender");
                onWire(words[0], up ? sender : receiver, up ? toSender : toReceiver, Integer.parseInt(words[2]));
            }
        }
        flush();
        check();
    }

    private void onWire(String what, End to, List<byte[]> wire, int index) {
        byte[] datagram = wire.get(index);
        if (what.equals("double")) {
            faults++;
            wire.add(datagram);
            return;
        }
        wire.remove(index);
        if (what.equals("lose")) {
            faults++;
        } else {
            to.engine.receive(datagram, now);
        }
    }

    private void flush() {
        flush(sender.engine, toReceiver);
        flush(receiver.engine, toSender);
    }

    private void flush(LinkEngine engine, List<byte[]> wire) {
        for (byte[] datagram = engine.poll(now); datagram != null; datagram = engine.poll(now)) {
            wire.add(datagram);
        }
    }

    private long nextAlarm() {
        return Math.min(sender.engine.nextDeadline(now), receiver.engine.nextDeadline(now));
    }

    private void check() {
        if (receiver.received > bounds.messages()) {
            throw new AssertionError("received more than was sent");
        }
        if (receiver.ended && receiver.received != bounds.messages()) {
            throw new AssertionError("the end has overtaken a message");
        }
        if (restarts == 0 && (sender.broken || receiver.broken)) {
            throw new AssertionError("broken without a reason");
        }
        if (restarts == 0 && sender.settled && !receiver.ended) {
            throw new AssertionError("settled before it has arrived");
        }
        if (receiverWasKnown && receiver.received > 0) {
            throw new AssertionError("the fresh end was taken for the old one");
        }
    }

    /**
     * From here on everything goes well: nothing is lost, readers read, time passes. Then all has to arrive, or the link has
     * to be broken after a restart, or wait for its time limit.
     */
    void finish() {
        for (int i = 0; i < 200; i++) {
            while (!toReceiver.isEmpty() || !toSender.isEmpty() || receiver.unread > 0) {
                if (!toReceiver.isEmpty()) {
                    take("deliver receiver 0");
                } else if (!toSender.isEmpty()) {
                    take("deliver sender 0");
                } else {
                    take("read");
                }
            }
            if (nextAlarm() == LinkEngine.NEVER) {
                break;
            }
            now = Math.max(now, nextAlarm());
            flush();
        }
        boolean arrived = receiver.ended && sender.settled;
        if (restarts == 0 && !arrived) {
            throw new AssertionError("not all has arrived in the end: received=" + receiver.received + ", ended="
                    + receiver.ended + ", settled=" + sender.settled);
        }
    }

    /** Two states with the same fingerprint have the same future. */
    String fingerprint() {
        return Fingerprint.of(sender, now) + "|" + Fingerprint.of(receiver, now) + "|" + wire(toReceiver) + "|"
                + wire(toSender) + "|" + faults + restarts + alarms + receiverWasKnown;
    }

    private static String wire(List<byte[]> datagrams) {
        TreeSet<String> sorted = new TreeSet<>();
        for (int i = 0; i < datagrams.size(); i++) {
            byte[] datagram = datagrams.get(i);
            int copies = 0;
            for (byte[] other : datagrams) {
                copies += Arrays.equals(other, datagram) ? 1 : 0;
            }
            sorted.add(Fingerprint.hash(datagram) + "x" + copies);
        }
        return String.join(",", sorted);
    }
}
