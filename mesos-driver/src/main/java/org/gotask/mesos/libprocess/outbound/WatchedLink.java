package org.gotask.mesos.libprocess.outbound;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link that watches the connection to a peer; runs its action at most once, and never after it was cancelled.
 * Thread-safe.
 */
final class WatchedLink {

    private static final Logger log = LoggerFactory.getLogger(WatchedLink.class);

    private final Runnable exited;
    private final AtomicBoolean over = new AtomicBoolean();

    WatchedLink(Runnable exited) {
        this.exited = exited;
    }

    void fire() {
        if (over.compareAndSet(false, true)) {
            try {
                exited.run();
            } catch (RuntimeException | Error e) {
                log.error("the action of a link failed", e);
            }
        }
    }

    void cancel() {
        over.set(true);
    }
}
