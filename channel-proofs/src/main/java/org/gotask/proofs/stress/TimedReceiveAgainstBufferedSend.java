package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A receiver gives up at about the moment when a value is sent into a buffer. */
@JCStressTest
@Outcome(id = "nothing, 1", expect = ACCEPTABLE, desc = "the receiver gave up, and the value is in the buffer")
@Outcome(id = "1, nothing", expect = ACCEPTABLE, desc = "the value was received")
@Outcome(expect = FORBIDDEN, desc = "the value was lost or doubled")
@State
public class TimedReceiveAgainstBufferedSend {

    private static final Duration SHORT = Duration.ofNanos(2_000);

    private final Channel<Integer> channel = ProofChannels.withCapacity(1);

    /** Receives, but does not wait long. */
    @Actor
    public void receive(LL_Result r) {
        r.r1 = Outcomes.receive(channel, SHORT);
    }

    /** Sends. */
    @Actor
    public void send() {
        Outcomes.send(channel, 1);
    }

    /** Looks what is left. */
    @Arbiter
    public void left(LL_Result r) {
        r.r2 = Outcomes.tryReceive(channel);
    }
}
