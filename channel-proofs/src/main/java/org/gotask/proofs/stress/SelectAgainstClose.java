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
import org.openjdk.jcstress.infra.results.L_Result;

/** A thread waits in a select on two channels that are closed one after the other. */
@JCStressTest
@Outcome(id = "left", expect = ACCEPTABLE, desc = "the left channel was found closed")
@Outcome(id = "right", expect = ACCEPTABLE, desc = "the right channel was found closed, after both had been closed")
@Outcome(expect = FORBIDDEN, desc = "more or less than one case has happened")
@State
public class SelectAgainstClose {

    private final Channel<Integer> left = ProofChannels.withCapacity(0);
    private final Channel<Integer> right = ProofChannels.withCapacity(0);

    /** Waits for either. */
    @Actor
    public void select(L_Result r) {
        Outcomes.await(Select.create()
                .receive(left, value -> r.r1 = value, () -> r.r1 = word(r.r1, "left"))
                .receive(right, value -> r.r1 = value, () -> r.r1 = word(r.r1, "right")));
    }

    /** Closes both. */
    @Actor
    public void close() {
        left.close();
        right.close();
    }

    private static Object word(@Nullable Object before, Object now) {
        return before == null ? now : before + " and " + now;
    }
}
