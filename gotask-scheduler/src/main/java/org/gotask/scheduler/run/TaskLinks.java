package org.gotask.scheduler.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.SendChannel;
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
 * The links to the run's executors, with the channels of their tasks. All that tasks send goes to the one channel that the
 * scheduler function receives from. Thread-safe.
 */
final class TaskLinks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TaskLinks.class);

    private final LinkConfig config;
    private final Cluster cluster;
    private final SendChannel<TaskMsg> toFunction;
    private final BiConsumer<ExecutorAddress, String> failed;
    private final Consumer<TaskEntry> inboundEnded;
    private final RateLimitedLog dropLog = new RateLimitedLog(System::nanoTime, log::warn);
    private final Map<ExecutorAddress, Link> links = new ConcurrentHashMap<>();

    /**
     * No links yet.
     *
     * @param toFunction takes the messages of all tasks
     * @param failed hears which executor's link cannot go on, and why
     * @param inboundEnded hears of each task that will send nothing more, when all it sent was taken
     */
    TaskLinks(
            LinkConfig config,
            Cluster cluster,
            SendChannel<TaskMsg> toFunction,
            BiConsumer<ExecutorAddress, String> failed,
            Consumer<TaskEntry> inboundEnded) {
        this.config = config;
        this.cluster = cluster;
        this.toFunction = toFunction;
        this.failed = failed;
        this.inboundEnded = inboundEnded;
    }

    /** Opens the scheduler's side of the channels of a task that is about to be launched. */
    LinkChannel open(ExecutorAddress executor, TaskEntry entry) {
        return links.computeIfAbsent(executor, this::newLink).open(entry.name(), entry.outbox(), new FromTask(entry));
    }

    private Link newLink(ExecutorAddress executor) {
        return config.newLink(
                executor.toString(), datagram -> cluster.send(executor, datagram), new Listener(executor));
    }

    /** Hands over what an executor sent. */
    void receive(ExecutorAddress executor, byte[] data) {
        Link link = links.get(executor);
        if (link == null) {
            dropLog.log("message dropped, for it is from an executor that is not of this run: executor=" + executor);
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
            failed.accept(executor, reason);
        }

        @Override
        public void dropped(String what) {
            dropLog.log(what);
        }

        @Override
        public void peerCannotSignalEnd(String taskName) {
            // an executor of mesosgot closes a task's input when the task is killed
            cluster.kill(taskName);
        }
    }

    /** Delivers what one task sends to the scheduler function. */
    private final class FromTask implements MessageSink {

        private final TaskEntry entry;

        FromTask(TaskEntry entry) {
            this.entry = entry;
        }

        @Override
        public void deliver(TaskMsg message) throws InterruptedException {
            try {
                toFunction.send(message);
            } catch (ChannelClosedException e) {
                log.debug("message of task {} dropped: {}", entry.name(), e.getMessage());
            }
        }

        @Override
        public boolean tryDeliver(TaskMsg message) {
            try {
                return toFunction.trySend(message);
            } catch (ChannelClosedException e) {
                log.debug("message of task {} dropped: {}", entry.name(), e.getMessage());
                return true;
            }
        }

        @Override
        public void end() {
            inboundEnded.accept(entry);
        }
    }
}
