package org.gotask.scheduler.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gotask.Resources;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.link.Delivery;
import org.gotask.link.Link;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkKind;
import org.gotask.link.LinkListener;
import org.gotask.link.MessageSink;
import org.gotask.link.memory.Outbox;
import org.gotask.scheduler.cluster.AgentLaunch;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ClusterListener;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.gotask.scheduler.cluster.TaskState;
import org.gotask.scheduler.cluster.TaskToLaunch;
import org.gotask.scheduler.cluster.TaskUpdate;

/**
 * A cluster in memory. It does nothing by itself: the test makes the offers and plays the tasks. The calls of the run
 * are recorded. Messages travel through a real link on either side.
 */
final class FakeCluster implements Cluster {

    /** Where the output of the tasks is. */
    static final Path OUTPUT = Path.of("/tmp/output");

    /** The announcement of an executor of mesosgot: none. */
    static final byte[] OF_MESOSGOT = {};

    private final CountDownLatch started = new CountDownLatch(1);
    private final BlockingQueue<AgentLaunch> launches = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> declined = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> killed = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<String, String>> reconciled = new LinkedBlockingQueue<>();
    private final Map<ExecutorAddress, Link> executors = new ConcurrentHashMap<>();
    private final Queue<Duration> refusedFor = new ConcurrentLinkedQueue<>();
    private volatile Optional<ClusterListener> listener = Optional.empty();
    private volatile boolean closed;
    private volatile boolean outputKept;
    private volatile boolean suppressed;
    private volatile boolean accepting = true;

    @Override
    public void start(ClusterListener heard) {
        listener = Optional.of(heard);
        started.countDown();
    }

    ClusterListener listener() {
        try {
            if (!started.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the run has not started the cluster");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return listener.orElseThrow();
    }

    void register() {
        listener().registered("framework-0", "master@127.0.0.1:5050");
    }

    void offer(String offerId, String agentId, double cpus, double mem) {
        listener()
                .offered(List.of(new ResourceOffer(
                        offerId, agentId, "host-" + agentId, Resources.of("cpus", cpus, "mem", mem))));
    }

    void update(String taskName, TaskState state, String reason) {
        listener().updated(TaskUpdate.of(taskName, state, reason));
    }

    AgentLaunch awaitLaunch() throws InterruptedException {
        AgentLaunch launch = launches.poll(60, TimeUnit.SECONDS);
        if (launch == null) {
            throw new AssertionError("nothing was launched");
        }
        return launch;
    }

    boolean nothingLaunched() {
        return launches.isEmpty();
    }

    String awaitDeclined() throws InterruptedException {
        String offerId = declined.poll(60, TimeUnit.SECONDS);
        if (offerId == null) {
            throw new AssertionError("no offer was declined");
        }
        return offerId;
    }

    String awaitKilled() throws InterruptedException {
        String taskName = killed.poll(60, TimeUnit.SECONDS);
        if (taskName == null) {
            throw new AssertionError("no task was killed");
        }
        return taskName;
    }

    Map<String, String> awaitReconciled() throws InterruptedException {
        Map<String, String> question = reconciled.poll(60, TimeUnit.SECONDS);
        if (question == null) {
            throw new AssertionError("no task was asked for");
        }
        return question;
    }

    Stream<Duration> refusedFor() {
        return refusedFor.stream();
    }

    boolean isClosed() {
        return closed;
    }

    boolean isAccepting() {
        return accepting;
    }

    @Override
    public void stopAccepting() {
        accepting = false;
    }

    boolean isSuppressed() {
        return suppressed;
    }

    /** Lets a task run: its side of the channels is open, and the run knows. */
    FakeTask run(AgentLaunch launch, TaskToLaunch task) {
        return run(launch.executorAddress(), task.taskName(), LinkKind.MESOSGOT.announcement());
    }

    FakeTask run(ExecutorAddress executor, String taskName, byte[] announcement) {
        Link link = executors.computeIfAbsent(executor, this::executorLink);
        Channel<TaskMsg> in = Channel.named("in " + taskName, 1000);
        Channel<TaskMsg> out = Channel.named("out " + taskName, 1000);
        link.open(taskName, Outbox.unlimited(out), new MessageSink() {
                    @Override
                    public Delivery deliver(TaskMsg message) throws InterruptedException {
                        in.send(message);
                        return Delivery.TAKEN;
                    }

                    @Override
                    public void end() {
                        in.close();
                    }
                })
                .start(announcement);
        listener().updated(new TaskUpdate(taskName, TaskState.RUNNING, "", announcement));
        return new FakeTask(taskName, in, out);
    }

    private Link executorLink(ExecutorAddress executor) {
        return LinkConfig.of(LinkKind.MESOSGOT)
                .newLink("scheduler", datagram -> listener().message(executor, datagram), new LinkListener() {
                    @Override
                    public void failed(String reason) {}

                    @Override
                    public void dropped(String what) {}

                    @Override
                    public void peerCannotSignalEnd(String taskName) {}
                });
    }

    @Override
    public void launch(AgentLaunch launch) {
        launches.add(launch);
    }

    @Override
    public void decline(String offerId, Duration refuseFor) {
        refusedFor.add(refuseFor);
        declined.add(offerId);
    }

    @Override
    public void suppressOffers() {
        suppressed = true;
    }

    @Override
    public void kill(String taskName) {
        killed.add(taskName);
    }

    @Override
    public void reconcile(Map<String, String> agentIdsByTask) {
        reconciled.add(agentIdsByTask);
    }

    @Override
    public void send(ExecutorAddress executor, byte[] data) {
        Link link = executors.get(executor);
        if (link != null) {
            link.receive(data);
        }
    }

    @Override
    public Optional<Path> keepOutput() {
        if (closed) {
            throw new AssertionError("the output is gone");
        }
        outputKept = true;
        return Optional.of(OUTPUT);
    }

    boolean isOutputKept() {
        return outputKept;
    }

    @Override
    public void close() {
        closed = true;
        executors.values().forEach(Link::close);
    }

    /** The task's side of its channels. */
    record FakeTask(String name, Channel<TaskMsg> in, Channel<TaskMsg> out) {}
}
