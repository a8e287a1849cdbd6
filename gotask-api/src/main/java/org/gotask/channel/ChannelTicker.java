package org.gotask.channel;

import java.time.Instant;

/** Ticks are computed on receipt, so that closing the channel is all the clean-up there is. */
record ChannelTicker(Channel<Instant> channel) implements Ticker {

    @Override
    public void close() {
        channel.close("the ticker was closed");
    }
}
