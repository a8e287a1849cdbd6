package org.gotask.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A view of a sending end that maps each value in the sending thread, before it is sent. The view holds no values, so
 * that the channel's promises about order hold for the view, too.
 *
 * @param <T> the type of the view's values
 * @param <S> the type of the channel's values
 */
final class MappedSendChannel<T, S> implements SendChannel<T> {

    private final SendChannel<S> target;
    private final Function<? super T, ? extends S> mapper;

    private MappedSendChannel(SendChannel<S> target, Function<? super T, ? extends S> mapper) {
        this.target = target;
        this.mapper = mapper;
    }

    /** A view of a sending end or of another view. */
    static <T, S> SendChannel<T> of(SendChannel<S> channel, Function<? super T, ? extends S> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return switch (channel) {
            case Channel<S> target -> new MappedSendChannel<>(target, mapper);
            case RoutingChannel<S> target -> new MappedSendChannel<>(target, mapper);
            case MappedSendChannel<S, ?> view -> view.after(mapper);
        };
    }

    private <R> SendChannel<R> after(Function<? super R, ? extends T> first) {
        return new MappedSendChannel<>(target, value -> map(mapped(first.apply(value))));
    }

    @Override
    public void send(T value) throws InterruptedException {
        target.send(map(value));
    }

    @Override
    public boolean send(T value, Duration timeout) throws InterruptedException {
        return target.send(map(value), timeout);
    }

    @Override
    public boolean trySend(T value) {
        return target.trySend(map(value));
    }

    @Override
    public void close() {
        target.close();
    }

    @Override
    public boolean isClosed() {
        return target.isClosed();
    }

    /** Adds a case of a select that sends a value to this view. */
    void addTo(Cases cases, T value, Select.Action then) {
        cases.send(target, map(value), then);
    }

    /** Adds a case of a select that sends a supplied value to this view. */
    void addTo(Cases cases, Supplier<? extends T> value, Select.Action then) {
        cases.sendFrom(target, () -> map(Objects.requireNonNull(value.get(), "value")), then);
    }

    private S map(T value) {
        return mapped(mapper.apply(Objects.requireNonNull(value, "value")));
    }

    private static <V> V mapped(V value) {
        return Objects.requireNonNull(value, "value to send mapped to null");
    }

    /** The text of the channel, marked as mapped. */
    @Override
    public String toString() {
        return "mapped " + target;
    }
}
