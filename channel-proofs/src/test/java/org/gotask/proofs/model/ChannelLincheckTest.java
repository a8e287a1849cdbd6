package org.gotask.proofs.model;

import org.gotask.proofs.model.Subjects.OnePlace;
import org.gotask.proofs.model.Subjects.Rendezvous;
import org.gotask.proofs.model.Subjects.SpinningOnePlace;
import org.gotask.proofs.model.Subjects.SpinningRendezvous;
import org.gotask.proofs.model.Subjects.TurnTakingOnePlace;
import org.gotask.proofs.model.Subjects.TurnTakingRendezvous;
import org.gotask.proofs.model.Subjects.TwoPlaces;
import org.gotask.proofs.model.Subjects.YieldingOnePlace;
import org.gotask.proofs.model.Subjects.YieldingRendezvous;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever threads do on one channel, it looks as if the operations had happened one after the other, those that wait
 * by way of a queue, first come first served. The threads are platform threads, which is all that Lincheck can lead; a
 * virtual one runs the same code and parks by the same calls.
 */
@Tag("deep")
@Timeout(600)
class ChannelLincheckTest {

    @Test
    void rendezvousIsLinearizable() {
        ModelProof.checkChannel(Rendezvous.class, 5);
    }

    @Test
    void aBufferOfOneIsLinearizable() {
        ModelProof.checkChannel(OnePlace.class, 3);
    }

    @Test
    void aBufferOfTwoIsLinearizable() {
        ModelProof.checkChannel(TwoPlaces.class, 2);
    }

    @Test
    void rendezvousWhoseThreadsSpinIsLinearizable() {
        ModelProof.checkChannel(SpinningRendezvous.class, 4);
    }

    @Test
    void aBufferOfOneWhoseThreadsSpinIsLinearizable() {
        ModelProof.checkChannel(SpinningOnePlace.class, 3);
    }

    @Test
    void rendezvousWhoseThreadsYieldIsLinearizable() {
        ModelProof.checkChannel(YieldingRendezvous.class, 2);
    }

    @Test
    void aBufferOfOneWhoseThreadsYieldIsLinearizable() {
        ModelProof.checkChannel(YieldingOnePlace.class, 1);
    }

    @Test
    void rendezvousWhoseThreadsTakeTurnsIsLinearizable() {
        ModelProof.checkChannel(TurnTakingRendezvous.class, 2);
    }

    @Test
    void aBufferOfOneWhoseThreadsTakeTurnsIsLinearizable() {
        ModelProof.checkChannel(TurnTakingOnePlace.class, 1);
    }
}
