package org.gotask.channel;

import java.time.Instant;

/** Ticks are computed on receipt, so that nothing but the channel needs to be closed. */
record ChannelTicker(Channel<Instant> channel) implements Ticker {

    @Override
    public void close() {
        channel.close("the ticker was closed");
    }
}
