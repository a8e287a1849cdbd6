package org.gotask.mesos;

import java.util.Optional;
import java.util.function.Predicate;
import org.gotask.mesos.libprocess.Upid;

/**
 * Tells whose messages are read at all. Asked on the threads of connections, before a message is parsed, so that strangers
 * cost nothing but a line in the log; the event loop asks again, for the peer may have changed since.
 *
 * @param description names it in the log, for example "the leading master"
 * @param test whether this is the one; thread-safe
 */
record ExpectedSender(String description, Predicate<Optional<Upid>> test) {

    boolean is(Optional<Upid> from) {
        return test.test(from);
    }
}
