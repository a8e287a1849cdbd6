package org.gotask.scheduler.run;

import org.gotask.SchedEvent;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.gotask.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events channel of the scheduler function. Publishing never blocks: if the buffer is full, the oldest event is
 * dropped. Only one thread may publish.
 */
final class EventStream {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final Channel<SchedEvent> channel;
    private boolean dropping;

    EventStream(int capacity) {
        channel = Channel.named("events", capacity);
    }

    ReceiveChannel<SchedEvent> channel() {
        return channel;
    }

    void publish(SchedEvent event) {
        String text = ForeignText.line(event.toString());
        if (event instanceof SchedEvent.Disconnected) {
            log.debug("event: {}", text); // the engine warns of it
        } else {
            log.info("event: {}", text);
        }
        while (!channel.isClosed() && !channel.trySend(event)) {
            if (!dropping) {
                dropping = true;
                log.info(
                        "the events channel is full: from now on the oldest event is dropped, capacity={}",
                        channel.capacity());
            }
            channel.tryReceive();
        }
    }

    void close(String reason) {
        channel.close(reason);
    }
}
