package org.gotask.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/** Collects what the engine of a {@link StrongLink} says while its lock is held, for what may be done only without. */
final class StrongArrivals implements EngineEvents {

    private final String peerName;
    private final Function<String, @Nullable StrongChannel> channels;
    private final Consumer<String> onBroken;
    private final List<StrongInbound> touched = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /** @param channels finds the channel of a task that is open here */
    StrongArrivals(String peerName, Function<String, @Nullable StrongChannel> channels, Consumer<String> onBroken) {
        this.peerName = peerName;
        this.channels = channels;
        this.onBroken = onBroken;
    }

    /** Those for whom something has arrived since the last time. */
    List<StrongInbound> take() {
        if (touched.isEmpty()) {
            return List.of();
        }
        List<StrongInbound> taken = List.copyOf(touched);
        touched.clear();
        taken.forEach(StrongInbound::arrived);
        return taken;
    }

    /** What was dropped since the last time. */
    List<String> takeDropped() {
        if (dropped.isEmpty()) {
            return List.of();
        }
        List<String> taken = List.copyOf(dropped);
        dropped.clear();
        return taken;
    }

    @Override
    public boolean opened(InStream stream) {
        StrongChannel channel = channels.apply(stream.taskName);
        if (channel == null) {
            return false;
        }
        stream.attachment = channel.inbound();
        channel.inbound().opened(stream);
        return true;
    }

    @Override
    public void message(InStream stream, TaskMsg message) {
        arrives(stream, message);
    }

    @Override
    public void ended(InStream stream) {
        arrives(stream, null);
    }

    private void arrives(InStream stream, @Nullable TaskMsg message) {
        if (stream.attachment instanceof StrongInbound inbound && inbound.arrives(message)) {
            touched.add(inbound);
        }
    }

    @Override
    public void failed(InStream stream) {
        // the status of the task, on another way, says why; its messages are as complete as they will ever be
    }

    @Override
    public void room(OutStream stream) {
        if (stream.attachment instanceof StrongChannel channel) {
            channel.room().signal();
        }
    }

    @Override
    public void settled(OutStream stream) {
        if (stream.attachment instanceof StrongChannel channel) {
            channel.settled();
        }
    }

    @Override
    public void dropped(String what) {
        dropped.add(what.startsWith("unreadable") ? what : what + ", from=" + peerName);
    }

    @Override
    public void broken(String reason) {
        onBroken.accept(reason);
    }
}
