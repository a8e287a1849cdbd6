package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's own word on pinning: a flight recording of busy channels has no event of a virtual thread that was pinned. */
class PinnedEventTest {

    private static final int VALUES = 3000;

    @Test
    void busyChannelsPinNoVirtualThread(@TempDir Path folder) throws Exception {
        useChannelsOfAllKinds(); // loading a class may pin, and is not what is asked here
        Path file = folder.resolve("channels.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.enable("jdk.VirtualThreadStart");
            recording.start();
            useChannelsOfAllKinds();
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .as("the recording works")
                .anyMatch(event -> event.getEventType().getName().equals("jdk.VirtualThreadStart"));
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .filteredOn(PinnedEventTest::isOurs)
                .isEmpty();
    }

    /** The recording itself pins a thread now and then, while it writes that this thread has started. */
    private static boolean isOurs(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        return stack == null
                || stack.getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("org.gotask."));
    }

    private static void useChannelsOfAllKinds() throws Exception {
        List<Fork<Boolean>> receivers = new ArrayList<>();
        List<Channel<Integer>> channels = new ArrayList<>();
        List<Fork<Boolean>> senders = new ArrayList<>();
        for (int capacity : new int[] {0, 0, 1, 16}) {
            Channel<Integer> channel = Channel.withCapacity(capacity);
            channels.add(channel);
            for (int i = 0; i < 4; i++) {
                senders.add(Fork.run(() -> {
                    for (int n = 0; n < VALUES; n++) {
                        channel.send(n);
                    }
                }));
            }
            receivers.add(Fork.run(() -> channel.forEach(value -> {})));
            receivers.add(Fork.run(() -> {
                while (!(channel.receive(Duration.ofMillis(1)) instanceof Received.Closed)) {
                    Thread.onSpinWait();
                }
            }));
        }
        for (int i = 0; i < 4; i++) {
            receivers.add(Fork.run(() -> {
                boolean[] closed = {false};
                Select select = Select.create();
                channels.forEach(channel -> select.receive(channel, value -> {}, () -> closed[0] = true));
                while (!closed[0]) {
                    select.await();
                }
            }));
        }
        for (Fork<Boolean> sender : senders) {
            sender.join();
        }
        channels.forEach(Channel::close);
        for (Fork<Boolean> receiver : receivers) {
            receiver.join();
        }
    }
}
