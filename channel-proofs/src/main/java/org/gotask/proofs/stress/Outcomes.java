package org.gotask.proofs.stress;

import java.time.Duration;
import org.gotask.channel.Channel;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.Received;
import org.gotask.channel.Select;

/** Operations on channels as the actors do them: what happened becomes a word or a value. */
final class Outcomes {

    static final String SENT = "sent";
    static final String REFUSED = "refused";
    static final String CLOSED = "closed";
    static final String NOTHING = "nothing";
    static final String INTERRUPTED = "interrupted";

    private Outcomes() {}

    /** Waits to send. */
    static String send(Channel<Integer> channel, int value) {
        try {
            channel.send(value);
            return SENT;
        } catch (ChannelClosedException e) {
            return REFUSED;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    /** Waits to send, but not for long. */
    static String send(Channel<Integer> channel, int value, Duration timeout) {
        try {
            return channel.send(value, timeout) ? SENT : NOTHING;
        } catch (ChannelClosedException e) {
            return REFUSED;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    /** Sends if that is possible at once. */
    static String trySend(Channel<Integer> channel, int value) {
        try {
            return channel.trySend(value) ? SENT : NOTHING;
        } catch (ChannelClosedException e) {
            return REFUSED;
        }
    }

    /** Waits for a value, or the close. */
    static Object receive(Channel<Integer> channel) {
        try {
            return word(channel.receiveOrClosed());
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    /** Waits for a value, or the close, but not for long. */
    static Object receive(Channel<Integer> channel, Duration timeout) {
        try {
            return word(channel.receive(timeout));
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    /** Receives what can be received at once. */
    static Object tryReceive(Channel<Integer> channel) {
        return word(channel.tryReceive());
    }

    /** Waits until a case has happened, in a thread that nobody interrupts. */
    static void await(Select select) {
        try {
            select.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static Object word(Received<Integer> received) {
        return switch (received) {
            case Received.Value<Integer>(Integer value) -> value;
            case Received.Closed<Integer>() -> CLOSED;
            case Received.Empty<Integer>() -> NOTHING;
        };
    }
}
