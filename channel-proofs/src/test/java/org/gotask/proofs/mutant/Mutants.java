package org.gotask.proofs.mutant;

import java.util.List;

/** All faults; to be adapted when the source of the channels changes. */
final class Mutants {

    private static final String WAKE_UP_PROOF = "org.gotask.proofs.WakeUpTest";
    private static final String CHANNEL_PROOF = "org.gotask.proofs.model.ChannelLincheckTest";
    private static final String SELECT_PROOF = "org.gotask.proofs.model.SelectLincheckTest";

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "forget to wake the thread that a hand-off has served",
                    "ChannelState.java",
                    "toWake = waiter.wait.sleeper();",
                    "",
                    WAKE_UP_PROOF,
                    "aHandOffWakesTheThreadThatWaits"),
            new Mutant(
                    "forget to wake the receivers whose wait a close has ended",
                    "ChannelState.java",
                    "wakeAfterClose(waitingReceivers);",
                    "",
                    WAKE_UP_PROOF,
                    "aCloseWakesAllThreadsThatWait"),
            new Mutant(
                    "park without reading the ending after publishing the sleeper",
                    "Wait.java",
                    "while (ending == null) {",
                    "for (boolean first = true; first || ending == null; first = false) {",
                    "org.gotask.channel.WaitTest",
                    "aThreadWhoseWaitHasEndedDoesNotPark"),
            new Mutant(
                    "lose the value that a receiver was given when it is interrupted",
                    "Channel.java",
                    "if (waiter.await(until)) {",
                    "if (waiter.await(until) && !Thread.currentThread().isInterrupted()) {",
                    WAKE_UP_PROOF,
                    "aReceiverThatIsInterruptedAfterItsHandOffHasTheValue"),
            new Mutant(
                    "let two cases of a select win",
                    "Wait.java",
                    "return ENDING.compareAndSet(this, null, how);",
                    "ending = how; return true;",
                    SELECT_PROOF,
                    "aSelectOfRendezvousIsLinearizable"),
            new Mutant(
                    "let the value of a sender that waits overtake those in the buffer",
                    "ChannelState.java",
                    "addToBuffer(sent);",
                    "addToBuffer(oldest); return sent;",
                    CHANNEL_PROOF,
                    "aBufferOfOneIsLinearizable"),
            new Mutant(
                    "let a receiver take the end of its spinning for the end of its wait",
                    "Channel.java",
                    "if (waiter.await(until)) {",
                    "if (SpinPolicy.spins(plan) > 0 || waiter.await(until)) {",
                    CHANNEL_PROOF,
                    "rendezvousWhoseThreadsSpinIsLinearizable"),
            new Mutant(
                    "let a sender take the end of its spinning for the end of its wait",
                    "Channel.java",
                    "if (waiter.await(deadline)) {",
                    "if (SpinPolicy.spins(plan) > 0 || waiter.await(deadline)) {",
                    CHANNEL_PROOF,
                    "rendezvousWhoseThreadsSpinIsLinearizable"),
            new Mutant(
                    "let a select that spins take a value without noticing it",
                    "Selection.java",
                    "found |= clause.looksPossible();",
                    "found |= clause.looksPossible() && clause.attempt() != null;",
                    SELECT_PROOF,
                    "aSelectOfBuffersWhoseThreadsSpinIsLinearizable"),
            new Mutant(
                    "let a sender that yields take that for the end of its wait",
                    "Channel.java",
                    "if (waiter.await(deadline)) {",
                    "if (SpinPolicy.yields(plan) || waiter.await(deadline)) {",
                    CHANNEL_PROOF,
                    "rendezvousWhoseThreadsYieldIsLinearizable"),
            new Mutant(
                    "let a receiver that takes turns take that for the end of its wait",
                    "Channel.java",
                    "if (waiter.await(until)) {",
                    "if (SpinPolicy.yields(plan) || waiter.await(until)) {",
                    CHANNEL_PROOF,
                    "rendezvousWhoseThreadsTakeTurnsIsLinearizable"));

    private Mutants() {}
}
