package org.gotask.scheduler.config;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.placement.PlacementStrategy;
import org.gotask.scheduler.run.RunSettings;

/**
 * The configuration of a scheduler, checked.
 *
 * @param master the master's specification, which may hold a password
 * @param masterShown the same as it may be shown to anybody
 * @param authentication if the framework authenticates with the master
 * @param networkVariables where the engine finds its variables about the network; empty for a master inside this process
 * @param address the address of this machine that is bound
 * @param publishedHost the address that master and agents connect to; another one only behind a translation of addresses
 * @param artifactPort the port that serves the executor; 0 for any free one
 * @param frameworkName the name shown by the cluster
 * @param user who runs the executors; empty for the user that runs this process
 * @param role whose resources are used
 * @param program the executor
 * @param placement how tasks are spread over agents
 * @param run times and limits
 */
public record Settings(
        String master,
        String masterShown,
        Optional<Authentication> authentication,
        Map<String, String> networkVariables,
        InetAddress address,
        String publishedHost,
        int artifactPort,
        String frameworkName,
        String user,
        String role,
        ExecutorProgram program,
        PlacementStrategy placement,
        RunSettings run) {

    /** Short, and without the password that the master may hold. */
    @Override
    public String toString() {
        return "Settings[master=" + masterShown + ", address=" + address.getHostAddress() + ", frameworkName="
                + frameworkName + "]";
    }
}
