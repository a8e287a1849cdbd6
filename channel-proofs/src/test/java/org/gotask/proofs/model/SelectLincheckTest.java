package org.gotask.proofs.model;

import org.gotask.proofs.model.Subjects.Mixed;
import org.gotask.proofs.model.Subjects.OnePlace;
import org.gotask.proofs.model.Subjects.Rendezvous;
import org.gotask.proofs.model.Subjects.SpinningMixed;
import org.gotask.proofs.model.Subjects.SpinningOnePlace;
import org.gotask.proofs.model.Subjects.SpinningRendezvous;
import org.gotask.proofs.model.Subjects.TurnTakingRendezvous;
import org.gotask.proofs.model.Subjects.YieldingRendezvous;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A select on two channels happens at one moment and in one way, whatever else goes on there. */
@Tag("deep")
@Timeout(600)
class SelectLincheckTest {

    @Test
    void aSelectOfRendezvousIsLinearizable() {
        ModelProof.checkSelect(Rendezvous.class, 2);
    }

    @Test
    void aSelectOfBuffersIsLinearizable() {
        ModelProof.checkSelect(OnePlace.class, 1);
    }

    @Test
    void aSelectOfARendezvousAndABufferIsLinearizable() {
        ModelProof.checkSelect(Mixed.class, 1);
    }

    @Test
    void aSelectOfRendezvousWhoseThreadsSpinIsLinearizable() {
        ModelProof.checkSelect(SpinningRendezvous.class, 1);
    }

    @Test
    void aSelectOfBuffersWhoseThreadsSpinIsLinearizable() {
        ModelProof.checkSelect(SpinningOnePlace.class, 1);
    }

    @Test
    void aSelectOfARendezvousAndABufferWhoseThreadsSpinIsLinearizable() {
        ModelProof.checkSelect(SpinningMixed.class, 1);
    }

    @Test
    void aSelectOfRendezvousWhoseThreadsYieldIsLinearizable() {
        ModelProof.checkSelect(YieldingRendezvous.class, 1);
    }

    @Test
    void aSelectOfRendezvousWhoseThreadsTakeTurnsIsLinearizable() {
        ModelProof.checkSelect(TurnTakingRendezvous.class, 1);
    }
}
