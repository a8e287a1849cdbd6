package org.gotask.scheduler.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.gotask.TaskMsg;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.SendChannel;
import org.gotask.link.Delivery;
import org.gotask.link.Link;
import org.gotask.link.LinkChannel;
import org.gotask.link.LinkConfig;
import org.gotask.link.LinkListener;
import org.gotask.link.MessageSink;
import org.gotask.link.RateLimitedLog;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links to the run's executors, with the channels of their tasks. The messages of all tasks go to the one channel
 * from which the scheduler function receives. Thread-safe.
 */
final class TaskLinks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TaskLinks.class);

    private final LinkConfig config;
    private final Cluster cluster;
    private final RunTasks tasks;
    private final SendChannel<TaskMsg> toFunction;
    private final RunLoop loop;
    private final InboundDrain drain;
    private final RunControl run;
    private final RateLimitedLog dropLog;
    private final Map<ExecutorAddress, Link> links = new ConcurrentHashMap<>();

    /**
     * Has no links yet.
     *
     * @param tasks all tasks of the run
     * @param toFunction receives the messages of all tasks
     * @param drain learns that a task's last message was received
     * @param nanoTime the clock
     */
    TaskLinks(
            LinkConfig config,
            Cluster cluster,
            RunTasks tasks,
            SendChannel<TaskMsg> toFunction,
            RunLoop loop,
            InboundDrain drain,
            RunControl run,
            LongSupplier nanoTime) {
        this.config = config;
        this.cluster = cluster;
        this.tasks = tasks;
        this.toFunction = toFunction;
        this.loop = loop;
        this.drain = drain;
        this.run = run;
        this.dropLog = new RateLimitedLog(nanoTime, log::warn);
    }

    /** Opens this side of the channels of a task, before its launch. */
    LinkChannel open(ExecutorAddress executor, RunTask task) {
        return links.computeIfAbsent(executor, this::newLink).open(task.name(), task.outbox(), new FromTask(task));
    }

    private Link newLink(ExecutorAddress executor) {
        return config.newLink(
                executor.toString(), datagram -> cluster.send(executor, datagram), new Listener(executor));
    }

    /** Passes bytes of an executor to its link. */
    void receive(ExecutorAddress executor, byte[] data) {
        Link link = links.get(executor);
        if (link == null) {
            dropLog.log("message dropped, its sender is not an executor of this run: executor=" + executor);
        } else {
            link.receive(data);
        }
    }

    @Override
    public void close() {
        links.forEach((executor, link) -> {
            if (log.isDebugEnabled()) {
                log.debug("link to {} closes: {}", executor, link.statistics());
            }
            link.close();
        });
    }

    private final class Listener implements LinkListener {

        private final ExecutorAddress executor;

        Listener(ExecutorAddress executor) {
            this.executor = executor;
        }

        @Override
        public void failed(String reason) {
            loop.execute(() -> run.linkFailed(executor, reason));
        }

        @Override
        public void dropped(String what) {
            dropLog.log(what);
        }

        @Override
        public void peerCannotSignalEnd(String taskName) {
            // an executor of mesosgot closes a task's input only when the task is killed
            tasks.find(taskName).ifPresent(RunTask::requestKill);
            cluster.kill(taskName);
        }
    }

    /** Delivers the messages of one task to the scheduler function. */
    private final class FromTask implements MessageSink {

        private final RunTask task;

        FromTask(RunTask task) {
            this.task = task;
        }

        @Override
        public Delivery deliver(TaskMsg message) throws InterruptedException {
            try {
                toFunction.send(message);
                return Delivery.HELD;
            } catch (ChannelClosedException e) {
                return dropped(e);
            }
        }

        @Override
        public Delivery tryDeliver(TaskMsg message) {
            try {
                return toFunction.trySend(message) ? Delivery.HELD : Delivery.REFUSED;
            } catch (ChannelClosedException e) {
                return dropped(e);
            }
        }

        private Delivery dropped(ChannelClosedException reason) {
            log.debug("message of task {} dropped: {}", task.name(), reason.getMessage());
            return Delivery.TAKEN;
        }

        @Override
        public void end() {
            loop.execute(() -> drain.inboundEnded(task));
        }
    }
}
