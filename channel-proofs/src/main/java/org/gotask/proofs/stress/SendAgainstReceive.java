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

/** Two values pass from one thread to another by rendezvous; a lost wake-up would leave both waiting. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "in the order in which they were sent")
@Outcome(expect = FORBIDDEN, desc = "a value was lost, doubled or overtaken")
@State
public class SendAgainstReceive {

    private final Channel<Integer> channel = ProofChannels.withCapacity(0);

    /** Sends twice. */
    @Actor
    public void send() {
        Outcomes.send(channel, 1);
        Outcomes.send(channel, 2);
    }

    /** Receives twice. */
    @Actor
    public void receive(LL_Result r) {
        r.r1 = Outcomes.receive(channel);
        r.r2 = Outcomes.receive(channel);
    }
}
