package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Three values pass through a buffer of one: sender and receiver wait for each other by turns. */
@JCStressTest
@Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "in the order in which they were sent")
@Outcome(expect = FORBIDDEN, desc = "a value was lost, doubled or overtaken")
@State
public class BufferedSendAgainstReceive {

    private final Channel<Integer> channel = ProofChannels.withCapacity(1);

    /** Sends three times. */
    @Actor
    public void send() {
        Outcomes.send(channel, 1);
        Outcomes.send(channel, 2);
        Outcomes.send(channel, 3);
    }

    /** Receives three times. */
    @Actor
    public void receive(LLL_Result r) {
        r.r1 = Outcomes.receive(channel);
        r.r2 = Outcomes.receive(channel);
        r.r3 = Outcomes.receive(channel);
    }
}
