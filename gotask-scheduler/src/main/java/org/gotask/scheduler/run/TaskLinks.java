package org.gotask.scheduler.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.gotask.TaskMsg;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.SendChannel;
import org.gotask.link.Inbound;
import org.gotask.link.Link;
import org.gotask.link.LinkChannel;
import org.gotask.link.LinkListener;
import org.gotask.link.PlainLink;
import org.gotask.link.RareLog;
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

    private final Cluster cluster;
    private final SendChannel<TaskMsg> toFunction;
    private final Consumer<String> failed;
    private final Consumer<TaskEntry> inboundEnded;
    private final RareLog dropLog = new RareLog(System::nanoTime, log::warn);
    private final Map<ExecutorAddress, Link> links = new ConcurrentHashMap<>();

    /**
     * No links yet.
     *
     * @param toFunction takes the messages of all tasks
     * @param failed hears why a link cannot go on
     * @param inboundEnded hears of each task that will send nothing more, when all it sent was taken
     */
    TaskLinks(
            Cluster cluster,
            SendChannel<TaskMsg> toFunction,
            Consumer<String> failed,
            Consumer<TaskEntry> inboundEnded) {
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
        return new PlainLink(
                executor.toString(),
                datagram -> cluster.send(executor, datagram),
                new Listener(),
                PlainLink.DEFAULT_MAX_WAITING_BYTES);
    }

    /** Hands over what an executor sent. */
    void receive(ExecutorAddress executor, byte[] data) {
        Link link = links.get(executor);
        if (link == null) {
            dropLog.say("message dropped, for it is from an executor that is not of this run: executor=" + executor);
        } else {
            link.receive(data);
        }
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
    }

    private final class Listener implements LinkListener {

        @Override
        public void failed(String reason) {
            failed.accept(reason);
        }

        @Override
        public void dropped(String what) {
            dropLog.say(what);
        }

        @Override
        public void endUntold(String taskName) {
            // an executor of mesosgot closes a task's input when the task is killed
            cluster.kill(taskName);
        }
    }

    /** Delivers what one task sends to the scheduler function. */
    private final class FromTask implements Inbound {

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
        public void end() {
            inboundEnded.accept(entry);
        }
    }
}
