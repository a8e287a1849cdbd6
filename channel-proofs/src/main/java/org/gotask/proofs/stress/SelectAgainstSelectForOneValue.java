package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.gotask.channel.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads select on the same two channels, of which one holds one value. */
@JCStressTest
@Outcome(id = "1, nothing, nothing", expect = ACCEPTABLE, desc = "the first has got it")
@Outcome(id = "nothing, 1, nothing", expect = ACCEPTABLE, desc = "the second has got it")
@Outcome(expect = FORBIDDEN, desc = "the value was lost or doubled")
@State
public class SelectAgainstSelectForOneValue {

    private final Channel<Integer> left = ProofChannels.withCapacity(1);
    private final Channel<Integer> right = ProofChannels.withCapacity(1);

    /** Puts the value there. */
    public SelectAgainstSelectForOneValue() {
        right.trySend(1);
    }

    /** Receives from either, if there is something. */
    @Actor
    public void first(LLL_Result r) {
        r.r1 = take();
    }

    /** Receives from either, if there is something. */
    @Actor
    public void second(LLL_Result r) {
        r.r2 = take();
    }

    /** Looks what is left. */
    @Arbiter
    public void left(LLL_Result r) {
        r.r3 = Outcomes.tryReceive(right);
    }

    private Object take() {
        Object[] taken = {Outcomes.NOTHING};
        Outcomes.await(Select.create()
                .receive(left, value -> taken[0] = value)
                .receive(right, value -> taken[0] = value)
                .orElse(() -> {}));
        return taken[0];
    }
}
