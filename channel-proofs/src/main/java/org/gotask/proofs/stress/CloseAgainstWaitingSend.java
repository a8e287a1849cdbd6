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

/** A channel without a buffer is closed while a sender comes or waits; nobody receives before. */
@JCStressTest
@Outcome(id = "refused, closed", expect = ACCEPTABLE, desc = "nobody has taken the value, and its sender was told")
@Outcome(expect = FORBIDDEN, desc = "the value went to nobody, or a sender was told that it was sent")
@State
public class CloseAgainstWaitingSend {

    private final Channel<Integer> channel = ProofChannels.withCapacity(0);

    /** Sends; the close ends the wait. */
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
