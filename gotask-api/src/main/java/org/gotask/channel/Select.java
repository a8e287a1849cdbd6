package org.gotask.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several channel operations, as Go's {@code select} does: exactly one case happens. Among the
 * cases that can happen at once each is equally likely. The same channel may occur in several cases, to send and to
 * receive; a select never receives what it sends itself. {@link #when} and {@link Channel#never()} switch a case off. A
 * select without cases waits until it is interrupted.
 *
 * {@snippet file="org/gotask/channel/ChannelExamples.java" region="select"}
 *
 * <p>The cases are tried together: a timer or the default happens only if at one moment none of the others could.
 *
 * <p>Not thread-safe while cases are added; after that any number of threads may await it, also from within its actions.
 */
public final class Select {

    /** What to do with a received value. */
    @FunctionalInterface
    public interface Receiver<T> {
        /** Runs in the selecting thread after the value was taken; what it throws leaves {@link Select#await()}. */
        void accept(T value) throws InterruptedException;
    }

    /** What to do when a case without a value happened. */
    @FunctionalInterface
    public interface Action {
        /** Runs in the selecting thread after the case happened; what it throws leaves {@link Select#await()}. */
        void run() throws InterruptedException;
    }

    /** A case as it was added; the channel of a send may have to be found anew for each await. */
    private interface Case {
        void addTo(List<Clause<?>> clauses);
    }

    private final List<Case> cases = new ArrayList<>();
    private boolean casesVary;
    private @Nullable Selection fixed;
    private final List<Action> earliest = new ArrayList<>();
    private @Nullable Duration earliestTimeout;
    private @Nullable Action otherwise;

    private Select() {}

    /** A select without cases. */
    public static Select create() {
        return new Select();
    }

    /**
     * Adds a case that receives. When it finds the channel closed and drained, {@link #await()} throws
     * {@link ChannelClosedException}.
     */
    public <T> Select receive(ReceiveChannel<T> channel, Receiver<? super T> then) {
        Channel<T> source = channelOf(channel);
        return receive(channel, then, () -> {
            throw source.closedException();
        });
    }

    /** Adds a case that receives, or learns that the channel is closed and drained. */
    public <T> Select receive(ReceiveChannel<T> channel, Receiver<? super T> then, Action closed) {
        Objects.requireNonNull(then, "then");
        Objects.requireNonNull(closed, "closed");
        ReceiveClause<T> clause = new ReceiveClause<>(channelOf(channel), then, closed);
        add(clauses -> clauses.add(clause));
        return this;
    }

    /**
     * Adds a case that sends; each await sends the value again. A closed channel makes the case ready: if it is chosen,
     * {@link #await()} throws {@link ChannelClosedException}.
     *
     * <p>A {@link RoutingChannel} is asked for the value's route once at the start of each await, whichever case then
     * happens; if its router throws, so does the await, and no case has happened.
     */
    public <T> Select send(SendChannel<T> channel, T value, Action then) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(then, "then");
        switch (channel) {
            case Channel<T> target -> {
                SendClause<T> clause = new SendClause<>(target, value, then);
                add(clauses -> clauses.add(clause));
            }
            case RoutingChannel<T> routing -> {
                casesVary = true;
                add(clauses -> routing.addClauses(value, then, clauses));
            }
        }
        return this;
    }

    /**
     * Adds a case that sends a value which is made anew at the start of each await, whichever case then happens. If the
     * supplier throws, so does the await, and no case has happened.
     *
     * @see #send(SendChannel, Object, Action)
     */
    public <T> Select sendFrom(SendChannel<T> channel, Supplier<? extends T> value, Action then) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(then, "then");
        casesVary = true;
        add(clauses -> {
            T sent = Objects.requireNonNull(value.get(), "value");
            switch (channel) {
                case Channel<T> target -> clauses.add(new SendClause<>(target, sent, then));
                case RoutingChannel<T> routing -> routing.addClauses(sent, then, clauses);
            }
        });
        return this;
    }

    /**
     * Switches the case added last, one that receives or sends, off and on: it takes part in an await only if the condition
     * holds at its start. What Go does with a nil channel.
     *
     * {@snippet file="org/gotask/channel/ChannelExamples.java" region="when"}
     *
     * @throws IllegalStateException if no such case has been added
     */
    public Select when(BooleanSupplier condition) {
        Objects.requireNonNull(condition, "condition");
        if (cases.isEmpty()) {
            throw new IllegalStateException("select has no case to switch off, expected when after receive or send");
        }
        Case last = cases.remove(cases.size() - 1);
        casesVary = true;
        add(clauses -> {
            if (condition.getAsBoolean()) {
                last.addTo(clauses);
            }
        });
        return this;
    }

    /**
     * Adds a case that happens when no other has within the time; several of them count from the start of one await. Only
     * the shortest time can happen; of equal ones any.
     */
    public Select after(Duration timeout, Action then) {
        Objects.requireNonNull(then, "then");
        int order = earliestTimeout == null ? -1 : timeout.compareTo(earliestTimeout);
        if (order < 0) {
            earliest.clear();
            earliestTimeout = timeout;
        }
        if (order <= 0) {
            earliest.add(then);
        }
        return this;
    }

    /**
     * Adds the case that happens when no other can at once.
     *
     * @throws IllegalStateException if there is such a case already
     */
    public Select orElse(Action then) {
        Objects.requireNonNull(then, "then");
        if (otherwise != null) {
            throw new IllegalStateException("select has a default already, expected at most one orElse");
        }
        otherwise = then;
        return this;
    }

    /**
     * Waits until one case can happen, lets it happen, and runs its action. May be called again; the cases stay.
     *
     * @throws ChannelClosedException if the chosen case found its channel closed and has no action for that
     * @throws InterruptedException if the thread is interrupted before a case happened; none has
     */
    public void await() throws InterruptedException {
        Deadline deadline = deadline();
        Action action = selection().await(deadline);
        if (action == null) {
            action =
                    otherwise == null ? earliest.get(ThreadLocalRandom.current().nextInt(earliest.size())) : otherwise;
        }
        action.run();
    }

    /** The cases ready to be awaited: made once, if they are the same for each await. */
    private Selection selection() {
        Selection known = fixed;
        if (known != null) {
            return known;
        }
        List<Clause<?>> clauses = new ArrayList<>(cases.size());
        cases.forEach(oneCase -> oneCase.addTo(clauses));
        Selection selection = new Selection(clauses);
        if (!casesVary) {
            fixed = selection;
        }
        return selection;
    }

    private void add(Case oneCase) {
        cases.add(oneCase);
        fixed = null;
    }

    private Deadline deadline() {
        if (otherwise != null) {
            return Deadline.PASSED;
        }
        return earliestTimeout == null ? Deadline.NONE : Deadline.after(earliestTimeout);
    }

    private static <T> Channel<T> channelOf(ReceiveChannel<T> channel) {
        return switch (channel) {
            case Channel<T> source -> source;
        };
    }
}
