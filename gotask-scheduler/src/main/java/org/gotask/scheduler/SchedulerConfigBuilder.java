package org.gotask.scheduler;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.gotask.link.LinkKind;
import org.gotask.scheduler.config.Configuration;
import org.gotask.scheduler.config.Engines;
import org.gotask.scheduler.config.Flags;
import org.gotask.scheduler.placement.PlacementStrategy;

/**
 * Builds a {@link SchedulerConfig} in code. Each method corresponds to the flag of the same name, with the same default
 * and the same validation; mistakes are reported under the name of the flag. {@code GOTASK_} environment variables have
 * no effect. Environment variables of the cluster engine are read, as with a command line. Confined to one thread.
 *
 * {@snippet file="org/gotask/scheduler/SchedulerExamples.java" region="embedded"}
 */
public final class SchedulerConfigBuilder {

    /** How tasks are distributed over the agents. */
    public enum Placement {
        /** Distributes the tasks over all agents that offer resources. */
        SPREAD(PlacementStrategy.SPREAD),
        /** Uses as few agents as possible. */
        PACK(PlacementStrategy.PACK);

        private final PlacementStrategy strategy;

        Placement(PlacementStrategy strategy) {
            this.strategy = strategy;
        }
    }

    /** The link that carries messages between the scheduler and the executors. */
    public enum Link {
        /** Exactly once and in order, even if the cluster loses, duplicates or reorders messages. */
        RELIABLE(LinkKind.RELIABLE),
        /** In the format of mesosgot, for its Go executors. */
        MESOSGOT(LinkKind.MESOSGOT);

        private final LinkKind kind;

        Link(LinkKind kind) {
            this.kind = kind;
        }
    }

    private final Flags flags = new Flags();

    SchedulerConfigBuilder() {}

    /**
     * Sets {@code --master}, the cluster that runs the tasks.
     *
     * @param specification {@code host:port}, {@code zk://host:port,host:port/path}, {@code file:///path} of a file
     *     that contains one of these, or {@code local[N]} for a cluster of N agents inside this process; default:
     *     {@code local}
     * @return this builder
     */
    public SchedulerConfigBuilder master(String specification) {
        flags.master = Objects.requireNonNull(specification, "specification");
        return this;
    }

    /**
     * Sets {@code --executor}, the program that registers the task functions. Required.
     *
     * @param file a jar, which the agents run with Java, or any executable
     * @return this builder
     */
    public SchedulerConfigBuilder executor(Path file) {
        flags.executor = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * Sets {@code --address}, the address of this machine that the cluster connects to.
     *
     * @param address an IPv4 address or a host name; default: the local address of the route to the cluster
     * @return this builder
     */
    public SchedulerConfigBuilder address(String address) {
        flags.address = Objects.requireNonNull(address, "address");
        return this;
    }

    /**
     * Sets {@code --artifact-port}, the port that serves the executor program to the agents.
     *
     * @param port 0 to 65535; 0, the default, takes any free port
     * @return this builder
     */
    public SchedulerConfigBuilder artifactPort(int port) {
        flags.artifactPort = port;
        return this;
    }

    /**
     * Sets {@code --framework-name}, the name that Mesos shows.
     *
     * @param name not blank; default: {@code GoTask Framework}
     * @return this builder
     */
    public SchedulerConfigBuilder frameworkName(String name) {
        flags.engine.put("--framework-name", Objects.requireNonNull(name, "name"));
        return this;
    }

    /**
     * Sets {@code --user}, the user that runs the executors.
     *
     * @param name a user of the agents' machines; default: the user that runs this process
     * @return this builder
     */
    public SchedulerConfigBuilder user(String name) {
        flags.user = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Sets {@code --role}, the Mesos role whose resources are used.
     *
     * @param role a role without blanks; default: {@code *}
     * @return this builder
     */
    public SchedulerConfigBuilder role(String role) {
        flags.engine.put("--role", Objects.requireNonNull(role, "role"));
        return this;
    }

    /**
     * Sets {@code --executor-java}, the command that runs Java on the agents.
     *
     * @param command the command of a Java 21 or later; default: {@code java}, or the Java of this process for agents
     *     on this machine
     * @return this builder
     */
    public SchedulerConfigBuilder executorJava(String command) {
        flags.executorJava = Objects.requireNonNull(command, "command");
        return this;
    }

    /**
     * Sets {@code --executor-java-options}, further options for Java. Without {@code -Xmx} among them the heap is
     * derived from the memory that the executor is granted.
     *
     * @param options options separated by white space, with quotes and backslashes as in a shell
     * @return this builder
     */
    public SchedulerConfigBuilder executorJavaOptions(String options) {
        flags.executorJavaOptions = Objects.requireNonNull(options, "options");
        return this;
    }

    /**
     * Sets {@code --executor-cpus}, the cores that an executor needs in addition to its tasks.
     *
     * @param cpus 0.001 to 1,000,000; default: 0.1
     * @return this builder
     */
    public SchedulerConfigBuilder executorCpus(double cpus) {
        flags.executorCpus = cpus;
        return this;
    }

    /**
     * Sets {@code --executor-mem}, the memory that an executor needs in addition to its tasks.
     *
     * @param mib MiB, 32 to 1,000,000,000; default: enough for the largest message, 384 for 64 MiB
     * @return this builder
     */
    public SchedulerConfigBuilder executorMem(double mib) {
        flags.executorMem = mib;
        return this;
    }

    /**
     * Sets {@code --placement}, the distribution of the tasks over the agents.
     *
     * @param placement default: {@link Placement#SPREAD}
     * @return this builder
     */
    public SchedulerConfigBuilder placement(Placement placement) {
        flags.placement = Objects.requireNonNull(placement, "placement").strategy;
        return this;
    }

    /**
     * Sets {@code --offer-timeout}, after which the run fails if not all tasks could be placed.
     *
     * @param timeout from 1 millisecond to 36,500 days; default: never
     * @return this builder
     */
    public SchedulerConfigBuilder offerTimeout(Duration timeout) {
        flags.offerTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets {@code --offer-hold}, the time for which insufficient offers are held.
     *
     * @param time from 1 millisecond to 36,500 days; default: 5 seconds
     * @return this builder
     */
    public SchedulerConfigBuilder offerHold(Duration time) {
        flags.offerHold = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Sets {@code --stop-timeout}, the time limit for tasks to return after the scheduler function has returned.
     *
     * @param timeout from 1 millisecond to 36,500 days; default: 60 seconds
     * @return this builder
     */
    public SchedulerConfigBuilder stopTimeout(Duration timeout) {
        flags.stopTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets {@code --grace}, the grace period of tasks when the run fails: the time until they are interrupted, and
     * again until they are killed.
     *
     * @param time from 1 millisecond to 24 hours; default: 2 seconds
     * @return this builder
     */
    public SchedulerConfigBuilder grace(Duration time) {
        flags.grace = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Sets {@code --link}, the link that carries messages.
     *
     * @param link default: {@link Link#RELIABLE}
     * @return this builder
     */
    public SchedulerConfigBuilder link(Link link) {
        flags.link = Objects.requireNonNull(link, "link").kind;
        return this;
    }

    /**
     * Sets {@code --link-timeout}, after which the run fails if an executor does not answer; with the reliable link.
     *
     * @param timeout from 1 millisecond to 24 hours; default: 2 minutes
     * @return this builder
     */
    public SchedulerConfigBuilder linkTimeout(Duration timeout) {
        flags.linkTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets {@code --max-message}, the size of the largest message.
     *
     * @param mib MiB, 1 to 1024; default: 64, or 8 with the mesosgot link
     * @return this builder
     */
    public SchedulerConfigBuilder maxMessage(int mib) {
        flags.maxMessageMib = mib;
        return this;
    }

    /**
     * Sets {@code --mesos-authentication-principal} and {@code --mesos-authentication-secret-file}, with which the
     * scheduler authenticates with Mesos. Default: it does not authenticate.
     *
     * @param principal the name
     * @param secretFile the file that contains the secret of the principal
     * @return this builder
     */
    public SchedulerConfigBuilder mesosAuthentication(String principal, Path secretFile) {
        flags.engine.put("--mesos-authentication-principal", Objects.requireNonNull(principal, "principal"));
        flags.engine.put(
                "--mesos-authentication-secret-file",
                Objects.requireNonNull(secretFile, "secretFile").toString());
        return this;
    }

    /**
     * Validates all settings. The builder can be used again.
     *
     * @return the configuration, which records any mistakes
     */
    public SchedulerConfig build() {
        return new SchedulerConfig(Configuration.of(flags, System.getenv(), Engines.installed()));
    }
}
