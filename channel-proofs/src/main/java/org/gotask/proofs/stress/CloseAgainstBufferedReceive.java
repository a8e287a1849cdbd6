package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A sender closes a channel with a buffer after its value; the receiver takes all there is. */
@JCStressTest
@Outcome(id = "1, closed", expect = ACCEPTABLE, desc = "the value, and then the close")
@Outcome(expect = FORBIDDEN, desc = "the value was lost or doubled, or the close overtook it")
@State
public class CloseAgainstBufferedReceive {

    private final Channel<Integer> channel = ProofChannels.withCapacity(1);

    /** Sends, and closes after that. */
    @Actor
    public void sendAndClose() {
        Outcomes.send(channel, 1);
        channel.close();
    }

    /** Receives twice; the close ends a wait. */
    @Actor
    public void receive(LL_Result r) {
        r.r1 = Outcomes.receive(channel);
        r.r2 = Outcomes.receive(channel);
    }
}
