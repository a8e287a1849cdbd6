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
 * The cases of a select as they were added; {@link Select} and {@link Choice} differ in what their actions return. Not
 * thread-safe while cases are added; after that any number of threads may await them.
 */
final class Cases {

    /** A case as it was added; the channel of a send may have to be found anew for each await. */
    private interface Case {
        void addTo(List<Clause<?>> clauses);
    }

    private final List<Case> cases = new ArrayList<>();
    private boolean casesVary;
    private @Nullable Selection fixed;
    private final List<Select.Action> earliest = new ArrayList<>();
    private @Nullable Duration earliestTimeout;
    private Select.@Nullable Action otherwise;

    /** Adds a case that receives; on a closed and drained channel it throws. */
    <T> void receive(ReceiveChannel<T> channel, Reaction<? super T> then) {
        addReceive(channel, then, null);
    }

    /** Adds a case that receives, or learns of the close. */
    <T> void receive(ReceiveChannel<T> channel, Reaction<? super T> then, Select.Action closed) {
        addReceive(channel, then, closed);
    }

    private <T> void addReceive(ReceiveChannel<T> channel, Reaction<? super T> then, Select.@Nullable Action closed) {
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

    /** Adds a case that sends a value which is made at the start of each await. */
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
     * Lets the case added last take part only in an await at whose start the condition holds.
     *
     * @throws IllegalStateException if no case has been added
     */
    void when(BooleanSupplier condition) {
        Objects.requireNonNull(condition, "condition");
        if (cases.isEmpty()) {
            throw new IllegalStateException("select has no case to switch off, expected when after receive or send");
        }
        Case last = cases.remove(cases.size() - 1);
        addVarying(clauses -> {
            if (condition.getAsBoolean()) {
                last.addTo(clauses);
            }
        });
    }

    /** Adds a case that happens when no other has within the time; only the shortest counts. */
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
            throw new IllegalStateException("select has a default already, expected at most one orElse");
        }
        otherwise = then;
    }

    /**
     * Waits until one case can happen and lets it happen.
     *
     * @return the action of that case, still to be run
     * @throws InterruptedException if the thread is interrupted before a case happened; none has
     */
    Select.Action await() throws InterruptedException {
        Deadline deadline = deadline();
        Select.Action action = selection().await(deadline);
        if (action != null) {
            return action;
        }
        return otherwise == null ? earliest.get(ThreadLocalRandom.current().nextInt(earliest.size())) : otherwise;
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
}
