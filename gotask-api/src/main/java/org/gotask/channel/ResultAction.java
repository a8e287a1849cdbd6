package org.gotask.channel;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The action of a case of a {@link Choice}, which returns a result. */
interface ResultAction<R extends @Nullable Object> extends Select.Action {

    /** Runs the action and returns its result. */
    R get() throws InterruptedException;

    @Override
    default void run() throws InterruptedException {
        get();
    }

    /** An action that obtains another one from the supplier when it runs, runs that, and returns its result, if any. */
    static Select.Action deferred(Supplier<Select.Action> action) {
        ResultAction<@Nullable Object> deferred = () -> {
            Select.Action supplied = action.get();
            if (supplied instanceof ResultAction<?> withResult) {
                return withResult.get();
            }
            supplied.run();
            return true; // ignored by Select
        };
        return deferred;
    }
}
