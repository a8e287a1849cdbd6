package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A receiver gives up at about the moment when a value is offered, without a buffer. */
@JCStressTest
@Outcome(id = "nothing, nothing", expect = ACCEPTABLE, desc = "the receiver had given up, or had not come yet")
@Outcome(id = "1, sent", expect = ACCEPTABLE, desc = "the value was handed over")
@Outcome(
        expect = FORBIDDEN,
        desc = "the value was lost with the receiver that gave up, or received though it was not sent")
@State
public class TimedReceiveAgainstSend {

    private static final Duration SHORT = Duration.ofNanos(2_000);

    private final Channel<Integer> channel = ProofChannels.withCapacity(0);

    /** Receives, but does not wait long. */
    @Actor
    public void receive(LL_Result r) {
        r.r1 = Outcomes.receive(channel, SHORT);
    }

    /** Sends if somebody waits. */
    @Actor
    public void send(LL_Result r) {
        r.r2 = Outcomes.trySend(channel, 1);
    }
}
