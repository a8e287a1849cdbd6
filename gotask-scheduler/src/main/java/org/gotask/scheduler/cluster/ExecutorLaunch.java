package org.gotask.scheduler.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.gotask.Resources;

/**
 * The program of an executor, and the command that starts it.
 *
 * @param executorId the id of the executor, unique within the run
 * @param artifact the location from which the agent downloads the program into the working directory
 * @param fileName the name for the downloaded file
 * @param executable true if the downloaded file must be made executable
 * @param command the command, for the agent's shell
 * @param environment entries for the environment of the executor
 * @param resources the resources of the executor in addition to those of its tasks
 * @param shutdownGrace how long the executor may take to end after a request
 */
public record ExecutorLaunch(
        String executorId,
        URI artifact,
        String fileName,
        boolean executable,
        String command,
        Map<String, String> environment,
        Resources resources,
        Duration shutdownGrace) {

    /** Copies the collection. */
    public ExecutorLaunch {
        environment = Map.copyOf(environment);
    }
}
