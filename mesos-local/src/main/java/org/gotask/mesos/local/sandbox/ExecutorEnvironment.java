package org.gotask.mesos.local.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.DurationFormat;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.Environment;

/**
 * The environment of an executor: the variables that Mesos's agent sets, and none inherited from the agent.
 *
 * @param frameworkId the id of the framework
 * @param executorId the id of the executor; for a command task, that of the task
 * @param agentId the id of the agent
 * @param agent the address of the agent
 * @param sandbox the working directory
 * @param checkpoint whether the executor may outlive its agent
 * @param shutdownGrace the time from the shutdown message to SIGKILL
 */
public record ExecutorEnvironment(
        String frameworkId,
        String executorId,
        String agentId,
        Upid agent,
        Path sandbox,
        boolean checkpoint,
        Duration shutdownGrace) {

    static final String SANDBOX = "MESOS_SANDBOX";
    static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration SUBSCRIPTION_BACKOFF_MAX = Duration.ofSeconds(2);

    /** All variables; those of the command take precedence. */
    public SortedMap<String, String> variables(CommandInfo command) {
        var all = new TreeMap<String, String>();
        all.put("LIBPROCESS_IP", agent.host());
        all.put("LIBPROCESS_PORT", "0");
        all.put("MESOS_FRAMEWORK_ID", frameworkId);
        all.put("MESOS_EXECUTOR_ID", executorId);
        all.put("MESOS_DIRECTORY", sandbox.toString());
        all.put("MESOS_SLAVE_ID", agentId);
        all.put("MESOS_SLAVE_PID", agent.wire());
        all.put("MESOS_AGENT_ENDPOINT", agent.host() + ":" + agent.port());
        all.put("MESOS_CHECKPOINT", checkpoint ? "1" : "0");
        all.put("MESOS_HTTP_COMMAND_EXECUTOR", "0");
        all.put("MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD", DurationFormat.format(shutdownGrace));
        if (checkpoint) {
            all.put("MESOS_RECOVERY_TIMEOUT", DurationFormat.format(RECOVERY_TIMEOUT));
            all.put("MESOS_SUBSCRIPTION_BACKOFF_MAX", DurationFormat.format(SUBSCRIPTION_BACKOFF_MAX));
        }
        all.put(SANDBOX, sandbox.toString());
        for (Environment.Variable variable : command.getEnvironment().getVariablesList()) {
            if (variable.getType() == Environment.Variable.Type.VALUE) {
                all.put(variable.getName(), variable.getValue());
            }
        }
        all.putIfAbsent("PATH", DEFAULT_PATH);
        return all;
    }
}
