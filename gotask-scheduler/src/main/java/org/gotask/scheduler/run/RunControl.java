package org.gotask.scheduler.run;

import java.util.Optional;
import org.gotask.scheduler.cluster.ExecutorAddress;

/**
 * The operations of a run that its parts may call. Called on the run's thread only: a part that has a thread of its own
 * calls them from a step of the {@link RunLoop}.
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

    /** The task has failed within its tolerance. */
    void taskSurvived(RunTask task, String reason);

    /** The link to the executor has failed. */
    void linkFailed(ExecutorAddress executor, String reason);
}
