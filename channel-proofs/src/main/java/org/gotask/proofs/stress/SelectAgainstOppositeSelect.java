package org.gotask.proofs.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.gotask.channel.Channel;
import org.gotask.channel.ProofChannels;
import org.gotask.channel.Select;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Each of two threads selects between a send and a receive, so that either can serve the other. */
@JCStressTest
@Outcome(id = "sent left, 1", expect = ACCEPTABLE, desc = "the first has sent, the second has received it")
@Outcome(id = "2, sent right", expect = ACCEPTABLE, desc = "the second has sent, the first has received it")
@Outcome(expect = FORBIDDEN, desc = "more or less than one hand-off, or different ones")
@State
public class SelectAgainstOppositeSelect {

    private final Channel<Integer> left = ProofChannels.withCapacity(0);
    private final Channel<Integer> right = ProofChannels.withCapacity(0);

    /** Sends to the left or receives from the right. */
    @Actor
    public void first(LL_Result r) {
        Outcomes.await(Select.create()
                .send(left, 1, () -> r.r1 = word(r.r1, "sent left"))
                .receive(right, value -> r.r1 = word(r.r1, value)));
    }

    /** Sends to the right or receives from the left. */
    @Actor
    public void second(LL_Result r) {
        Outcomes.await(Select.create()
                .send(right, 2, () -> r.r2 = word(r.r2, "sent right"))
                .receive(left, value -> r.r2 = word(r.r2, value)));
    }

    private static Object word(@Nullable Object before, Object now) {
        return before == null ? now : before + " and " + now;
    }
}
