package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.gotask.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A thread waits in a select on two channels without buffers, while another offers a value on each. */
@JCStressTest
@Outcome(
        id = "1, sent, nothing",
        expect = ACCEPTABLE,
        desc = "the select has taken the first, and so does not wait any more")
@Outcome(id = "2, nothing, sent", expect = ACCEPTABLE, desc = "the select came after the first offer")
@Outcome(id = "3, nothing, nothing", expect = ACCEPTABLE, desc = "the select came after both offers")
@Outcome(expect = FORBIDDEN, desc = "two cases of one select have happened, or a value was lost")
@State
public class WaitingSelectAgainstTwoSenders {

    private final Channel<Integer> left = ProofChannels.withCapacity(0);
    private final Channel<Integer> right = ProofChannels.withCapacity(0);

    /** Receives from either. */
    @Actor
    public void select(LLL_Result r) {
        Outcomes.await(Select.create().receive(left, value -> r.r1 = value).receive(right, value -> r.r1 = value));
    }

    /** Offers twice, and then ends the wait, if need be, with a third value. */
    @Actor
    public void send(LLL_Result r) {
        r.r2 = Outcomes.trySend(left, 1);
        r.r3 = Outcomes.trySend(right, 2);
        if (r.r2.equals(Outcomes.NOTHING) && r.r3.equals(Outcomes.NOTHING)) {
            Outcomes.send(left, 3);
        }
    }
}
