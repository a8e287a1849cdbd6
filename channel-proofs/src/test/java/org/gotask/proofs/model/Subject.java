package org.gotask.proofs.model;

import java.util.ArrayList;
import java.util.List;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.ProofChannels;
import org.gotask.channel.ProofChannels.Start;
import org.gotask.channel.Received;
import org.gotask.channel.Select;

/**
 * What Lincheck calls: the operations of two channels, whose answers become the words of {@link Answer}.
 * Each method has its twin in {@link #callOf}.
 */
abstract class Subject {

    private final List<Integer> capacities;
    private final List<Channel<Integer>> channels = new ArrayList<>();

    Subject(int first, int second, Start start) {
        capacities = List.of(first, second);
        for (int i = 0; i < capacities.size(); i++) {
            channels.add(ProofChannels.named("c" + i, capacities.get(i), start));
        }
    }

    List<Integer> capacities() {
        return capacities;
    }

    /** The operation of the specification that a method of this class should be. */
    static Call callOf(String method, List<?> arguments) {
        int[] numbers =
                arguments.stream().mapToInt(argument -> (Integer) argument).toArray();
        return switch (method) {
            case "send" -> new Call.Choice(List.of(new Case(numbers[0], numbers[1])), true);
            case "trySend" -> new Call.Choice(List.of(new Case(numbers[0], numbers[1])), false);
            case "receive" -> new Call.Choice(List.of(new Case(numbers[0], 0)), true);
            case "tryReceive" -> new Call.Choice(List.of(new Case(numbers[0], 0)), false);
            case "selectReceive" -> new Call.Choice(List.of(new Case(0, 0), new Case(1, 0)), true);
            case "trySelectReceive" -> new Call.Choice(List.of(new Case(0, 0), new Case(1, 0)), false);
            case "selectSend" -> new Call.Choice(List.of(new Case(0, numbers[0]), new Case(1, numbers[0])), true);
            case "selectSendOrReceive" ->
                new Call.Choice(List.of(new Case(numbers[0], numbers[1]), new Case(1 - numbers[0], 0)), true);
            case "close" -> new Call.Close(numbers[0]);
            default -> throw new IllegalArgumentException("unknown operation: method=" + method);
        };
    }

    public Answer send(int channel, int value) throws InterruptedException {
        try {
            channels.get(channel).send(value);
            return Answer.sent(channel, value);
        } catch (ChannelClosedException e) {
            return Answer.closed(channel);
        }
    }

    public Answer trySend(int channel, int value) {
        try {
            return channels.get(channel).trySend(value) ? Answer.sent(channel, value) : Answer.NOTHING;
        } catch (ChannelClosedException e) {
            return Answer.closed(channel);
        }
    }

    public Answer receive(int channel) throws InterruptedException {
        return answer(channel, channels.get(channel).receiveOrClosed());
    }

    public Answer tryReceive(int channel) {
        return answer(channel, channels.get(channel).tryReceive());
    }

    private static Answer answer(int channel, Received<Integer> received) {
        return switch (received) {
            case Received.Value<Integer>(Integer value) -> Answer.received(channel, value);
            case Received.Closed<Integer>() -> Answer.closed(channel);
            case Received.Empty<Integer>() -> Answer.NOTHING;
        };
    }

    public Answer selectReceive() throws InterruptedException {
        Happening happening = new Happening();
        return happening.of(addReceive(addReceive(Select.create(), 0, happening), 1, happening));
    }

    public Answer trySelectReceive() throws InterruptedException {
        Happening happening = new Happening();
        return happening.of(addReceive(addReceive(Select.create(), 0, happening), 1, happening)
                .orElse(() -> happening.happened(Answer.NOTHING)));
    }

    public Answer selectSend(int value) throws InterruptedException {
        Happening happening = new Happening();
        return happening.of(addSend(addSend(Select.create(), 0, value, happening), 1, value, happening));
    }

    public Answer selectSendOrReceive(int sendTo, int value) throws InterruptedException {
        Happening happening = new Happening();
        return happening.of(addReceive(addSend(Select.create(), sendTo, value, happening), 1 - sendTo, happening));
    }

    private Select addSend(Select select, int channel, int value, Happening happening) {
        return select.send(channels.get(channel), value, () -> happening.happened(Answer.sent(channel, value)));
    }

    private Select addReceive(Select select, int channel, Happening happening) {
        return select.receive(
                channels.get(channel),
                value -> happening.happened(Answer.received(channel, value)),
                () -> happening.happened(Answer.closed(channel)));
    }

    public Answer close(int channel) {
        channels.get(channel).close();
        return Answer.DONE;
    }

    /** What the cases of one select did. */
    private static final class Happening {
        private Answer first = Answer.NOTHING;
        private int count;

        void happened(Answer answer) {
            first = answer;
            count++;
        }

        Answer of(Select select) throws InterruptedException {
            try {
                select.await();
            } catch (ChannelClosedException e) {
                // a send case; the message names its channel
                happened(Answer.closed(String.valueOf(e.getMessage()).contains("'c0'") ? 0 : 1));
            }
            if (count != 1) {
                throw new IllegalStateException("cases of one select that happened: count=" + count);
            }
            return first;
        }
    }
}
