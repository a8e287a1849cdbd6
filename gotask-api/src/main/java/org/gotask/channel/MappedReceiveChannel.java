package org.gotask.channel;

import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A view of a channel that maps each value in the receiving thread, after it was received. The view holds no values, so
 * that the channel's promises about order and delivery hold for the view, too.
 *
 * @param <S> the type of the channel's values
 * @param <T> the type of the view's values
 */
final class MappedReceiveChannel<S, T> implements ReceiveChannel<T> {

    private final Channel<S> source;
    private final Function<? super S, ? extends T> mapper;

    private MappedReceiveChannel(Channel<S> source, Function<? super S, ? extends T> mapper) {
        this.source = source;
        this.mapper = mapper;
    }

    /** A view of a channel or of another view. */
    static <S, T> ReceiveChannel<T> of(ReceiveChannel<S> channel, Function<? super S, ? extends T> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return switch (channel) {
            case Channel<S> source -> new MappedReceiveChannel<>(source, mapper);
            case MappedReceiveChannel<?, S> view -> view.andThen(mapper);
        };
    }

    private <R> ReceiveChannel<R> andThen(Function<? super T, ? extends R> next) {
        return new MappedReceiveChannel<>(source, value -> next.apply(map(value)));
    }

    @Override
    public T receive() throws InterruptedException {
        return map(source.receive());
    }

    @Override
    public Received<T> receive(Duration timeout) throws InterruptedException {
        return map(source.receive(timeout));
    }

    @Override
    public Received<T> receiveOrClosed() throws InterruptedException {
        return map(source.receiveOrClosed());
    }

    @Override
    public Received<T> tryReceive() {
        return map(source.tryReceive());
    }

    @Override
    public Iterator<T> iterator() {
        Iterator<S> values = source.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return values.hasNext();
            }

            @Override
            public T next() {
                return map(values.next());
            }
        };
    }

    /** The clause of a select. The value is mapped when the action runs, without locks. */
    Clause<?> clause(Function<? super T, Select.Action> then, Select.@Nullable Action closed) {
        return ReceiveClause.of(source, value -> ResultAction.deferred(() -> then.apply(map(value))), closed);
    }

    private T map(S value) {
        return Objects.requireNonNull(mapper.apply(value), "received value mapped to null");
    }

    private Received<T> map(Received<S> received) {
        return switch (received) {
            case Received.Value<S>(S value) -> new Received.Value<>(map(value));
            case Received.Empty<S>() -> new Received.Empty<>();
            case Received.Closed<S>() -> new Received.Closed<>();
        };
    }

    /** The text of the channel, marked as mapped. */
    @Override
    public String toString() {
        return "mapped " + source;
    }
}
