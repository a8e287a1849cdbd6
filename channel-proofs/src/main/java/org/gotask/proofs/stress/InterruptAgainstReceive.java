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

/** A waiting sender is interrupted, and then somebody looks for a value. */
@JCStressTest
@Outcome(id = "interrupted, nothing", expect = ACCEPTABLE, desc = "the sender has given up, and nothing was received")
@Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "the value was handed over before the interrupt was noticed")
@Outcome(expect = FORBIDDEN, desc = "the value was received though its sender was interrupted, or lost")
@State
public class InterruptAgainstReceive {

    private final Channel<Integer> channel = ProofChannels.withCapacity(0);
    private final Interrupter interrupter = new Interrupter();

    /** Sends; the interrupt ends the wait. */
    @Actor
    public void send(LL_Result r) {
        interrupter.enter();
        r.r1 = Outcomes.send(channel, 1);
        interrupter.leave();
    }

    /** Interrupts, and receives if somebody waits. */
    @Actor
    public void interruptAndReceive(LL_Result r) {
        interrupter.interrupt();
        r.r2 = Outcomes.tryReceive(channel);
    }
}
