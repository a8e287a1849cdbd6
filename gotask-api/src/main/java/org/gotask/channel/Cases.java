package org.gotask.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a {@link Select} or a {@link Choice}, which differ only in the results of their actions. Not thread-safe
 * while cases are added; after that any number of threads may await them.
 */
final class Cases {

    /** A case as it was added; a case may add other clauses at each await. */
    private interface Case {
        void addTo(List<Clause<?>> clauses);
    }

    private final List<Case> cases = new ArrayList<>();
    /** Whether an await may have other clauses than the one before. */
    private boolean casesVary;

    /** The clauses of every await, once known; null if they vary. */
    private @Nullable Selection fixed;

    private final List<Select.Action> earliest = new ArrayList<>();
    private @Nullable Duration earliestTimeout;
    private Select.@Nullable Action otherwise;

    /** Adds a case that receives; on a closed and drained channel, its action throws. */
    <T> void receive(ReceiveChannel<T> channel, Function<? super T, Select.Action> then) {
        addReceive(channel, then, null);
    }

    /** Adds a case that receives, with an action for a closed and drained channel. */
    <T> void receive(ReceiveChannel<T> channel, Function<? super T, Select.Action> then, Select.Action closed) {
        addReceive(channel, then, closed);
    }

    private <T> void addReceive(
            ReceiveChannel<T> channel, Function<? super T, Select.Action> then, Select.@Nullable Action closed) {
        Objects.requireNonNull(channel, "channel");
        Clause<?> clause = switch (channel) {
            case Channel<T> source -> ReceiveClause.of(source, then, closed);
            case MappedReceiveChannel<?, T> view -> view.clause(then, closed);
        };
        add(clauses -> clauses.add(clause));
    }

    /** Adds a case that sends the same value at each await. */
    <T> void send(SendChannel<T> channel, T value, Select.Action then) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(value, "value");
        switch (channel) {
            case Channel<T> target -> {
                SendClause<T> clause = new SendClause<>(target, value, then);
                add(clauses -> clauses.add(clause));
            }
            case RoutingChannel<T> routing -> {
                addVarying(clauses -> routing.addClauses(value, then, clauses));
            }
            case MappedSendChannel<T, ?> view -> view.addTo(this, value, then);
        }
    }

    /** Adds a case that sends a value which is computed at the start of each await. */
    <T> void sendFrom(SendChannel<T> channel, Supplier<? extends T> value, Select.Action then) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(value, "value");
        Supplier<T> made = () -> Objects.requireNonNull(value.get(), "value");
        switch (channel) {
            case Channel<T> target -> addVarying(clauses -> clauses.add(new SendClause<>(target, made.get(), then)));
            case RoutingChannel<T> routing -> addVarying(clauses -> routing.addClauses(made.get(), then, clauses));
            case MappedSendChannel<T, ?> view -> view.addTo(this, value, then);
        }
    }

    private void addVarying(Case oneCase) {
        casesVary = true;
        add(oneCase);
    }

    /**
     * Makes the last added case take part only in an await at whose start the condition holds.
     *
     * @throws IllegalStateException if no case has been added
     */
    void when(BooleanSupplier condition) {
        Objects.requireNonNull(condition, "condition");
        if (cases.isEmpty()) {
            throw new IllegalStateException("select has no case yet; call when after receive or send");
        }
        int last = cases.size() - 1;
        Case always = cases.get(last);
        cases.set(last, clauses -> {
            if (condition.getAsBoolean()) {
                always.addTo(clauses);
            }
        });
        casesVary = true;
        fixed = null;
    }

    /** Adds a case that happens when no other has within the time; only those with the shortest time can happen. */
    void after(Duration timeout, Select.Action then) {
        Objects.requireNonNull(timeout, "timeout");
        int order = earliestTimeout == null ? -1 : timeout.compareTo(earliestTimeout);
        if (order < 0) {
            earliest.clear();
            earliestTimeout = timeout;
        }
        if (order <= 0) {
            earliest.add(then);
        }
    }

    /**
     * Adds the case that happens when no other is ready.
     *
     * @throws IllegalStateException if there is such a case already
     */
    void orElse(Select.Action then) {
        if (otherwise != null) {
            throw new IllegalStateException("select already has a default; call orElse at most once");
        }
        otherwise = then;
    }

    /**
     * Waits until one case is ready and performs it.
     *
     * @return the action of the case, which the caller must run
     * @throws InterruptedException if the thread is interrupted before any case happened
     */
    Select.Action await() throws InterruptedException {
        StackReserve.ensure();
        Deadline deadline = deadline();
        Select.Action action = selection().await(deadline);
        if (action != null) {
            return action;
        }
        return otherwise == null ? earliest.get(ThreadLocalRandom.current().nextInt(earliest.size())) : otherwise;
    }

    /** The clauses of this await; computed once if they do not vary. */
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
}
