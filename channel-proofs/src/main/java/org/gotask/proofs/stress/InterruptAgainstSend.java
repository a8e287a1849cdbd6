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

/** A waiting receiver is interrupted, and then a value is offered. */
@JCStressTest
@Outcome(id = "interrupted, nothing", expect = ACCEPTABLE, desc = "the receiver has given up, and nothing was sent")
@Outcome(id = "1, sent", expect = ACCEPTABLE, desc = "the value was handed over before the interrupt was noticed")
@Outcome(
        expect = FORBIDDEN,
        desc = "the value was lost with the interrupted receiver, or received though it was not sent")
@State
public class InterruptAgainstSend {

    private final Channel<Integer> channel = ProofChannels.withCapacity(0);
    private final Interrupter interrupter = new Interrupter();

    /** Receives; the interrupt ends the wait. */
    @Actor
    public void receive(LL_Result r) {
        interrupter.enter();
        r.r1 = Outcomes.receive(channel);
        interrupter.leave();
    }

    /** Interrupts, and sends if somebody waits. */
    @Actor
    public void interruptAndSend(LL_Result r) {
        interrupter.interrupt();
        r.r2 = Outcomes.trySend(channel, 1);
    }
}
