package org.gotask.mesos.runtime;

import java.util.Optional;
import java.util.function.Predicate;
import org.gotask.mesos.libprocess.Upid;

/**
 * The only sender whose messages of a type are handled. Checked on the threads of connections before a message is
 * parsed, so that messages of strangers cost nothing but a log line; checked again on the event loop, because the peer
 * may have changed since.
 *
 * @param description names it in the log, for example "the leading master"
 * @param test thread-safe
 */
public record ExpectedSender(String description, Predicate<Optional<Upid>> test) {

    public boolean is(Optional<Upid> from) {
        return test.test(from);
    }
}
