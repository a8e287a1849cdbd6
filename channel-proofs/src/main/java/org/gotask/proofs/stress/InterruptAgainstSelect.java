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

/** A thread that waits in a select is interrupted, and then a value is offered on each channel. */
@JCStressTest
@Outcome(
        id = "interrupted, nothing, nothing",
        expect = ACCEPTABLE,
        desc = "the select has given up, and nothing was sent")
@Outcome(
        id = "1, sent, nothing",
        expect = ACCEPTABLE,
        desc = "the first value was handed over before the interrupt was noticed")
@Outcome(
        id = "2, nothing, sent",
        expect = ACCEPTABLE,
        desc = "the second value was handed over before the interrupt was noticed")
@Outcome(expect = FORBIDDEN, desc = "a value was lost with the interrupted select, or two cases have happened")
@State
public class InterruptAgainstSelect {

    private final Channel<Integer> left = ProofChannels.withCapacity(0);
    private final Channel<Integer> right = ProofChannels.withCapacity(0);
    private final Interrupter interrupter = new Interrupter();

    /** Receives from either; the interrupt ends the wait. */
    @Actor
    public void select(LLL_Result r) {
        interrupter.enter();
        try {
            Select.create()
                    .receive(left, value -> r.r1 = value)
                    .receive(right, value -> r.r1 = value)
                    .await();
        } catch (InterruptedException e) {
            r.r1 = Outcomes.INTERRUPTED;
        }
        interrupter.leave();
    }

    /** Interrupts, and sends if somebody waits. */
    @Actor
    public void interruptAndSend(LLL_Result r) {
        interrupter.interrupt();
        r.r2 = Outcomes.trySend(left, 1);
        r.r3 = Outcomes.trySend(right, 2);
    }
}
