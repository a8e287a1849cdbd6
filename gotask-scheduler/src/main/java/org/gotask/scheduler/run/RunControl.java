package org.gotask.scheduler.run;

import java.util.Optional;
import org.gotask.scheduler.cluster.ExecutorAddress;

/**
 * The run as its parts see it. Called on the run's thread only; parts with threads of their own use the {@link
 * RunLoop}.
 */
interface RunControl {

    /** The present phase. */
    RunPhase phase();

    /** Fails the run. The first cause counts; later ones have no effect. */
    void fail(String cause);

    /** The scheduler function has returned, or thrown this. */
    void functionEnded(Optional<Throwable> thrown);

    /** The task has returned, or was killed because its executor knows no other end. */
    void taskEnded(RunTask task);

    /** The link to the executor has failed. */
    void linkFailed(ExecutorAddress executor, String reason);
}
