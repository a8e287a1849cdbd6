package org.gotask.scheduler.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.gotask.Resources;

/**
 * How an agent gets and starts an executor.
 *
 * @param executorId names the executor among those of the run
 * @param artifact where to download the program from, into the working directory
 * @param fileName what the downloaded file is to be called
 * @param executable true if the downloaded file is to be made executable
 * @param command a line for the agent's shell
 * @param environment entries for its environment
 * @param resources what the executor needs beside its tasks
 * @param shutdownGrace how long it may take to end when told to
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
