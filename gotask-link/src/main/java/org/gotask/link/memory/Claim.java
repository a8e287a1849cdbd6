package org.gotask.link.memory;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of a {@link Reserve} that one message needs. Its state is guarded by the reserve. */
public final class Claim {

    enum State {
        WAITING,
        GRANTED,
        OVER
    }

    final long bytes;
    final @Nullable Consumer<Claim> onGranted;

    /** Whether it is granted from the part for large claims. */
    boolean inLargePart;

    volatile State state = State.WAITING;

    Claim(long bytes, @Nullable Consumer<Claim> onGranted) {
        this.bytes = bytes;
        this.onGranted = onGranted;
    }

    /** Whether the memory belongs to the message now. */
    public boolean isGranted() {
        return state == State.GRANTED;
    }
}
