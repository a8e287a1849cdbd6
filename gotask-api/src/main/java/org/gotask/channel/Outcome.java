package org.gotask.channel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An action of a select that can be asked for its result instead of being run. */
interface Outcome<R extends @Nullable Object> extends Select.Action {

    /** Does what the action does, and says what came of it. */
    R get() throws InterruptedException;

    @Override
    default void run() throws InterruptedException {
        get();
    }

    /** The action that the supplier names when this one is run; with its result, if it has one. */
    static Select.Action later(Supplier<Select.Action> action) {
        Outcome<@Nullable Object> outcome = () -> {
            Select.Action named = action.get();
            if (named instanceof Outcome<?> withResult) {
                return withResult.get();
            }
            named.run();
            return true; // nobody asks for it
        };
        return outcome;
    }
}
