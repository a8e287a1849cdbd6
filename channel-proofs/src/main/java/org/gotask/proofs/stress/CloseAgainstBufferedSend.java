package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A channel with room is closed while a value is sent on it. */
@JCStressTest
@Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "the send came first, and its value outlives the close")
@Outcome(id = "refused, closed", expect = ACCEPTABLE, desc = "the close came first")
@Outcome(expect = FORBIDDEN, desc = "a value was lost, or sent though it was refused")
@State
public class CloseAgainstBufferedSend {

    private final Channel<Integer> channel = ProofChannels.withCapacity(1);

    /** Sends. */
    @Actor
    public void send(LL_Result r) {
        r.r1 = Outcomes.send(channel, 1);
    }

    /** Closes. */
    @Actor
    public void close() {
        channel.close();
    }

    /** Looks what is left. */
    @Arbiter
    public void left(LL_Result r) {
        r.r2 = Outcomes.tryReceive(channel);
    }
}
