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

/** A sender gives up at about the moment when somebody looks for a value, without a buffer. */
@JCStressTest
@Outcome(id = "nothing, nothing", expect = ACCEPTABLE, desc = "the sender had given up, or had not come yet")
@Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "the value was handed over")
@Outcome(
        expect = FORBIDDEN,
        desc = "the value was received though its sender was told that it was not sent, or the other way round")
@State
public class TimedSendAgainstReceive {

    private static final Duration SHORT = Duration.ofNanos(2_000);

    private final Channel<Integer> channel = ProofChannels.withCapacity(0);

    /** Sends, but does not wait long. */
    @Actor
    public void send(LL_Result r) {
        r.r1 = Outcomes.send(channel, 1, SHORT);
    }

    /** Receives if somebody waits. */
    @Actor
    public void receive(LL_Result r) {
        r.r2 = Outcomes.tryReceive(channel);
    }
}
