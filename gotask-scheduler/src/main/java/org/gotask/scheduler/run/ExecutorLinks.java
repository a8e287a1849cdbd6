package org.gotask.scheduler.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.gotask.link.DatagramPort;
import org.gotask.link.Link;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ExecutorAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links to the run's executors. Thread-safe. */
final class ExecutorLinks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExecutorLinks.class);

    private final Cluster cluster;
    private final BiFunction<ExecutorAddress, DatagramPort, Link> links;
    private final Map<ExecutorAddress, Link> byExecutor = new ConcurrentHashMap<>();

    /**
     * No links yet.
     *
     * @param links makes the link to an executor, given the way to it
     */
    ExecutorLinks(Cluster cluster, BiFunction<ExecutorAddress, DatagramPort, Link> links) {
        this.cluster = cluster;
        this.links = links;
    }

    /** Makes the link to an executor that is about to be launched. */
    Link open(ExecutorAddress executor) {
        Link link = links.apply(executor, datagram -> cluster.send(executor, datagram));
        byExecutor.put(executor, link);
        return link;
    }

    /** Hands over what an executor sent. */
    void receive(ExecutorAddress executor, byte[] data) {
        Link link = byExecutor.get(executor);
        if (link == null) {
            log.warn("message from an executor that is not of this run was dropped: executor={}", executor);
        } else {
            link.receive(data);
        }
    }

    @Override
    public void close() {
        byExecutor.values().forEach(Link::close);
    }
}
