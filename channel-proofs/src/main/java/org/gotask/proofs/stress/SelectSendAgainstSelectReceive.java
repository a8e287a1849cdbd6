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

/** One thread selects among sends, the other among receives, on the same two channels without buffers. */
@JCStressTest
@Outcome(id = "left, 1", expect = ACCEPTABLE, desc = "both took the left channel")
@Outcome(id = "right, 2", expect = ACCEPTABLE, desc = "both took the right channel")
@Outcome(expect = FORBIDDEN, desc = "the two selects did not agree on one hand-off")
@State
public class SelectSendAgainstSelectReceive {

    private final Channel<Integer> left = ProofChannels.withCapacity(0);
    private final Channel<Integer> right = ProofChannels.withCapacity(0);

    /** Sends 1 to the left or 2 to the right. */
    @Actor
    public void send(LL_Result r) {
        Outcomes.await(Select.create()
                .send(left, 1, () -> r.r1 = word(r.r1, "left"))
                .send(right, 2, () -> r.r1 = word(r.r1, "right")));
    }

    /** Receives from either. */
    @Actor
    public void receive(LL_Result r) {
        Outcomes.await(Select.create()
                .receive(right, value -> r.r2 = word(r.r2, value))
                .receive(left, value -> r.r2 = word(r.r2, value)));
    }

    private static Object word(@Nullable Object before, Object now) {
        return before == null ? now : before + " and " + now;
    }
}
