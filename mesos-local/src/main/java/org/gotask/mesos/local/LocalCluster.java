package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.LocalClusterConfig.Names;
import org.gotask.mesos.local.LocalClusterConfig.Parts;
import org.gotask.mesos.local.actor.ProcessName;
import org.gotask.mesos.local.actor.UninterruptibleWait;
import org.gotask.mesos.local.agent.AgentConfig;
import org.gotask.mesos.local.agent.LocalAgent;
import org.gotask.mesos.local.master.LocalMaster;
import org.gotask.mesos.local.sandbox.WorkDirectory;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.MasterInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Mesos cluster inside this JVM: a master and agents on loopback ports. {@link #close} ends all processes that the
 * cluster has started, removes a temporary work directory and closes all ports. If the JVM ends before, a shutdown hook
 * does the same; while a framework is registered or an executor is running, it first waits up to thirty seconds for an
 * orderly end. A second signal ends that wait: the executors are killed. Thread-safe.
 *
 * {@snippet lang=java :
 * try (LocalCluster cluster = LocalCluster.start(LocalSpec.parse("local[3]"))) {
 *     String master = cluster.masterAddress(); // for example 127.0.0.1:40123
 * }
 * }
 */
public final class LocalCluster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long START_SECONDS = 30;
    private static final Duration ORDERLY_END = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 100;
    private static final int FIRST_PORT = 31000;
    private static final int PORTS = 1000;

    private final LocalClusterConfig config;
    private volatile Optional<LocalMaster> master = Optional.empty();
    private final Optional<WorkDirectory> workDirectory;
    private volatile Optional<PagesFile> pages = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private final List<LocalAgent> agents = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closeOnShutdown;
    private final Thread shutdownHook =
            Thread.ofPlatform().name("mesos-local-shutdown").unstarted(() -> endWithJvm(ORDERLY_END));

    private LocalCluster(LocalClusterConfig config, Optional<WorkDirectory> workDirectory) {
        this.config = config.completed();
        this.workDirectory = workDirectory;
    }

    /**
     * Starts a cluster on loopback, on any free ports, and waits until all its agents have registered.
     *
     * @throws IOException if a port or the work directory cannot be opened
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is left running
     */
    public static LocalCluster start(LocalSpec spec) throws IOException, InterruptedException {
        return start(spec, LOOPBACK, 0);
    }

    /**
     * Starts a cluster whose master is at a given address, and waits until all its agents have registered.
     *
     * @param ip the numeric IPv4 address to bind and publish
     * @param port the master's port; 0 for any free one
     * @throws IOException if a port or the work directory cannot be opened
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is left running
     */
    public static LocalCluster start(LocalSpec spec, String ip, int port) throws IOException, InterruptedException {
        return start(spec, ip, port, Timings.defaults());
    }

    static LocalCluster start(LocalSpec spec, String ip, int port, Timings timings)
            throws IOException, InterruptedException {
        return start(LocalClusterConfig.builder(spec).ip(ip).port(port).build(), timings);
    }

    /**
     * Starts a cluster, and waits until all its agents have registered.
     *
     * @throws IOException if a port or the work directory cannot be opened
     * @throws InterruptedException if the thread is interrupted while waiting; nothing is left running
     */
    public static LocalCluster start(LocalClusterConfig config) throws IOException, InterruptedException {
        return start(config, Timings.defaults());
    }

    static LocalCluster start(LocalClusterConfig config, Timings timings) throws IOException, InterruptedException {
        var cluster = new LocalCluster(
                config,
                config.parts() == Parts.MASTER
                        ? Optional.empty()
                        : Optional.of(WorkDirectory.create(config.spec().workDirectory())));
        try {
            Runtime.getRuntime().addShutdownHook(cluster.shutdownHook);
            cluster.startMaster(timings);
            cluster.startAgents(timings);
            cluster.showPages();
            cluster.master.ifPresent(LocalMaster::open);
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /**
     * The master's libprocess address.
     *
     * @throws IllegalStateException if there are only agents here
     */
    public Upid master() {
        return ownMaster().upid();
    }

    /** {@code host:port} of the master, as {@code --master} takes it unless its name is secret. */
    public String masterAddress() {
        return master().host() + ":" + master().port();
    }

    /** The description of the master that detectors report. */
    public MasterInfo masterInfo() {
        return ownMaster().info();
    }

    /** The reason why the master had to end, which closes the cluster; empty if it did not have to. */
    Optional<String> failure() {
        return failure;
    }

    private LocalMaster ownMaster() {
        return master.orElseThrow(() -> new IllegalStateException("no master runs here, only agents"));
    }

    /** The agents that were started and not killed. */
    public List<Agent> agents() {
        return agents.stream().map(agent -> new Agent(agent.id(), agent.upid())).toList();
    }

    /**
     * Ends an agent and its executors immediately, as a power failure of its machine would. The master detects the loss
     * by the broken connection.
     *
     * @throws IllegalArgumentException if there is no such agent
     */
    public void killAgent(String agentId) {
        LocalAgent victim = agents.stream()
                .filter(agent -> agent.id().equals(agentId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such agent: id=" + agentId));
        agents.remove(victim);
        victim.kill();
    }

    /**
     * Rescinds all outstanding offers, to test the reaction of frameworks. Returns before the frameworks are notified.
     * The resources are offered again in the next round of offers.
     */
    public void rescindOffers() {
        ownMaster().rescindOffers();
    }

    /**
     * The directory of the sandboxes.
     *
     * @throws IllegalStateException if no agents are here
     */
    public Path workDirectory() {
        return sandboxes().path();
    }

    /**
     * Keeps the directory of the sandboxes beyond {@link #close}, with the output of the executors. Of the temporary
     * directories that were kept, later clusters remove all but the four latest ones, and more if these exceed 1 GiB.
     *
     * @return the directory; empty if no executor was started, or this cluster has no agents
     */
    public Optional<Path> keepOutput() {
        return workDirectory.flatMap(WorkDirectory::keep);
    }

    private WorkDirectory sandboxes() {
        return workDirectory.orElseThrow(() -> new IllegalStateException("no agents run here, only a master"));
    }

    /**
     * Shuts all executors down, kills those that exceed their grace period, and then ends agents and master. Waits for
     * all of that, even if the thread is interrupted; a second call waits for the first.
     */
    @Override
    public void close() {
        end(LocalAgent::close);
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // the JVM is ending; the hook will find the cluster closed
        }
    }

    private void startMaster(Timings timings) throws IOException {
        if (config.parts() != Parts.AGENTS) {
            master = Optional.of(LocalMaster.start(config.master(timings.master()), this::deposed));
        }
    }

    /** A deposed master ends, because there is a new leader. */
    private void deposed(String reason) {
        failure = Optional.of("this master no longer leads: " + reason);
        log.error("the local master ends: {}", reason);
        Thread.ofVirtual().name("mesos-local-deposed").start(this::close);
    }

    /** Starts one after another, so that their ids are in order. */
    private void startAgents(Timings timings) throws IOException, InterruptedException {
        if (config.parts() == Parts.MASTER) {
            return;
        }
        LocalSpec spec = config.spec();
        ResourceSet resources = spec.agentResources(MachineResources.detect(workDirectory()));
        int ports = PORTS / spec.agents();
        for (int i = 0; i < spec.agents(); i++) {
            int first = FIRST_PORT + i * ports;
            ResourceSet all = resources.withRange("ports", first, first + ports - 1);
            LocalAgent agent = LocalAgent.start(
                    new AgentConfig(
                            config.ip(),
                            i,
                            agentName(i),
                            all,
                            timings.agent(),
                            config.credential(),
                            spec.faults().rates()),
                    detector(),
                    sandboxes());
            agents.add(agent);
            if (!agent.awaitRegistered(startSeconds())) {
                throw new IOException(agent.rejection()
                        .orElse("local agent did not register within " + START_SECONDS + " s: agent=" + agent.upid()));
            }
        }
    }

    private void showPages() throws IOException {
        if (config.names() == Names.SECRET) {
            List<Upid> processes = Stream.concat(
                            Stream.of(master()), agents.stream().map(LocalAgent::upid))
                    .toList();
            pages = Optional.of(PagesFile.write(workDirectory(), processes));
        }
    }

    private ProcessName agentName(int number) {
        return config.names() == Names.SECRET ? ProcessName.ofSecretAgent(number) : ProcessName.ofAgent();
    }

    private MasterDetector detector() {
        return config.masters().isPresent()
                ? MasterDetectors.create(config.masters().get())
                : new FixedMaster(masterInfo());
    }

    /** Agents without a master wait for theirs without a limit. */
    private long startSeconds() {
        return config.parts() == Parts.AGENTS ? Long.MAX_VALUE : START_SECONDS;
    }

    private void end(Consumer<LocalAgent> ending) {
        if (!closing.compareAndSet(false, true)) {
            UninterruptibleWait.await(closed::await);
            return;
        }
        List<Thread> threads = agents.stream()
                .map(agent -> Thread.ofPlatform().name("mesos-local-end").start(() -> ending.accept(agent)))
                .toList();
        threads.forEach(thread -> UninterruptibleWait.await(thread::join));
        agents.clear();
        master.ifPresent(LocalMaster::close);
        pages.ifPresent(PagesFile::close);
        workDirectory.ifPresent(WorkDirectory::close);
        closed.countDown();
    }

    /** Makes the shutdown hook close the cluster in an orderly way, for programs that do not close it themselves. */
    void closeOnShutdown() {
        closeOnShutdown = true;
    }

    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /**
     * Ends the cluster with the JVM. Unless {@link #closeOnShutdown} was called, other shutdown hooks may be about to
     * end it in an orderly way, and get time for that.
     */
    void endWithJvm(Duration limit) {
        // a flood of connections must not delay the end
        master.ifPresent(LocalMaster::stopAccepting);
        agents.forEach(LocalAgent::stopAccepting);
        Thread.ofPlatform().daemon().name("mesos-local-hurry").start(this::killExecutorsAfterSecondSignal);
        if (closeOnShutdown) {
            end(LocalAgent::close);
            return;
        }
        boolean orderly = false;
        try {
            orderly = awaitClosedOrIdle(limit);
            if (!orderly) {
                log.warn("local cluster was not closed, its executors are killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(orderly ? LocalAgent::close : LocalAgent::kill); // waits for an end that has begun before
    }

    /** A second signal requests an end without the grace periods of the executors. */
    private void killExecutorsAfterSecondSignal() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (EndSignals.received() > 1) {
                    for (LocalAgent agent : agents) {
                        agent.killExecutors();
                    }
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the cluster is closed or idle; false if that takes longer than the limit. */
    private boolean awaitClosedOrIdle(Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        while (isBusy()) {
            long left = limit.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            if (closed.await(Math.min(left, LOOK_MILLIS), TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return true;
    }

    /** Whether frameworks or executors are left, which may be ending in an orderly way. */
    private boolean isBusy() throws InterruptedException {
        Optional<LocalMaster> own = master;
        if (own.isPresent() && own.get().isBusy()) {
            return true;
        }
        for (LocalAgent agent : agents) {
            if (agent.isBusy()) {
                return true;
            }
        }
        return false;
    }

    /**
     * An agent of the cluster.
     *
     * @param id as in offers
     * @param address its libprocess address
     */
    public record Agent(String id, Upid address) {}
}
