package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.inbound.RawClient;
import org.gotask.mesos.libprocess.wire.InboundLimits;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The messengers and raw peers of one test. Ends all of them after the test, and checks that no thread of a messenger
 * is left.
 */
final class Network implements AfterEachCallback {

    private final List<HttpMessenger> messengers = new ArrayList<>();
    private final List<AutoCloseable> others = new ArrayList<>();

    HttpMessenger start() throws IOException {
        return start(MessengerConfig.loopback());
    }

    HttpMessenger start(MessengerConfig config) throws IOException {
        return start(new HttpMessenger(config));
    }

    /** With other limits than those of the configuration. */
    HttpMessenger start(InboundLimits limits) throws IOException {
        return start(new HttpMessenger(MessengerConfig.loopback(), limits, Duration.ofSeconds(15)));
    }

    private HttpMessenger start(HttpMessenger messenger) throws IOException {
        messengers.add(messenger);
        messenger.start();
        return messenger;
    }

    /** A raw socket connected to the messenger. */
    RawClient connect(HttpMessenger to) throws IOException {
        return closeLater(new RawClient(to.upid("x").port()));
    }

    /** A listening socket that acts as a peer. */
    RawServer listen() throws IOException {
        return closeLater(new RawServer());
    }

    <T extends AutoCloseable> T closeLater(T closeable) {
        others.add(closeable);
        return closeable;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (HttpMessenger messenger : messengers) {
            messenger.close();
        }
        for (AutoCloseable other : others) {
            other.close();
        }
        assertThat(messengers)
                .allSatisfy(messenger ->
                        assertThat(messenger.liveThreads()).as("threads left").isZero());
    }
}
