package org.gotask.mesos.local.master;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.runtime.Timer;

/**
 * The authenticated processes and their principals. A process authenticates before each registration: the end of the
 * registration ends its authentication. Confined to the master's thread.
 *
 * @see AuthenticatorSession
 */
final class Authenticator {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(Authenticator.class.getName());

    /** The maximum number of concurrent attempts. */
    private static final int MAX_ATTEMPTS = 256;

    private static final int MAX_PRINCIPALS = 1024;

    private final MasterState state;
    private final AuthenticationPolicy policy;
    private final Map<Upid, Attempt> attempts = new HashMap<>();
    private final Map<Upid, String> principals = new LinkedHashMap<>();

    Authenticator(MasterState state, AuthenticationPolicy policy) {
        this.state = state;
        this.policy = policy;
    }

    /** Begins an attempt to authenticate the process that the message names. */
    void request(Upid from, AuthenticateMessage message) {
        Optional<Upid> subject = Upid.find(message.getPid());
        if (subject.isEmpty()) {
            foreign.warn(
                    "subject",
                    "authentication ignored: from=" + from + ", it names no process: pid=" + message.getPid());
            return;
        }
        boolean busy =
                attempts.values().stream().anyMatch(a -> a.session.client().equals(from));
        if (busy) {
            foreign.warn(
                    "twice", "authentication ignored: from=" + from + ", an earlier one from there is in progress");
            return;
        }
        if (attempts.size() >= MAX_ATTEMPTS && !attempts.containsKey(subject.get())) {
            foreign.warn("many", "authentication ignored: from=" + from + ", too many are in progress");
            return; // the client tries again after its time limit; an error would make it try again immediately
        }
        principals.remove(subject.get());
        Attempt former = attempts.remove(subject.get());
        List<Runnable> waiting = former == null ? new ArrayList<>() : former.waiting;
        if (former != null) {
            former.session.discard();
            former.timer.cancel();
        }
        begin(subject.get(), from, waiting);
    }

    /**
     * Runs an action after the current attempt to authenticate a process; immediately if there is none. Dropped if an
     * action waits for the same attempt already: a process without an answer repeats its request.
     */
    void whenSettled(Upid subject, Runnable action) {
        Attempt attempt = attempts.get(subject);
        if (attempt == null) {
            action.run();
        } else if (attempt.waiting.isEmpty()) {
            attempt.waiting.add(action);
        }
    }

    /**
     * The reason why a framework at this address cannot have this principal; empty if it can.
     *
     * @param claimed the principal in its description, if any
     */
    Optional<String> problem(Upid subject, Optional<String> claimed) {
        String principal = principals.get(subject);
        if (principal == null) {
            return policy.frameworksMust()
                    ? Optional.of("Framework at " + subject + " is not authenticated")
                    : Optional.empty();
        }
        return claimed.filter(name -> !name.equals(principal))
                .map(name -> "Framework principal '" + name + "' does not match authenticated principal '" + principal
                        + "'");
    }

    /** Whether an agent at this address is refused because it is not authenticated. */
    boolean refusesAgent(Upid subject) {
        return policy.agentsMust() && !principals.containsKey(subject);
    }

    /** The principal of an authenticated process. */
    Optional<String> principal(Upid subject) {
        return Optional.ofNullable(principals.get(subject));
    }

    /** Ends the authentication of a process that is no longer registered. */
    void remove(Upid subject) {
        principals.remove(subject);
    }

    private void begin(Upid subject, Upid client, List<Runnable> waiting) {
        var session = new AuthenticatorSession(
                state,
                policy,
                ProcessIds.unguessable("crammd5-authenticator-session"),
                client,
                principal -> ended(subject, principal));
        var timer = state.thread.after(state.timings.authentication(), () -> timedOut(subject, session));
        attempts.put(subject, new Attempt(session, timer, waiting));
    }

    private void ended(Upid subject, Optional<String> principal) {
        principal.ifPresentOrElse(
                name -> {
                    remember(subject, name);
                    foreign.info("proved", subject + " is authenticated as " + name);
                },
                () -> foreign.warn("failed", subject + " could not be authenticated"));
        settle(subject);
    }

    private void remember(Upid subject, String principal) {
        if (principals.size() >= MAX_PRINCIPALS) {
            principals.remove(principals.keySet().iterator().next());
        }
        principals.put(subject, principal);
    }

    private void timedOut(Upid subject, AuthenticatorSession session) {
        Attempt attempt = attempts.get(subject);
        if (attempt != null && attempt.session.equals(session)) {
            foreign.warn("silent", subject + " could not be authenticated: it did not respond in time");
            session.discard();
            settle(subject);
        }
    }

    private void settle(Upid subject) {
        Attempt attempt = attempts.remove(subject);
        if (attempt != null) {
            attempt.timer.cancel();
            attempt.waiting.forEach(Runnable::run);
        }
    }

    private record Attempt(AuthenticatorSession session, Timer timer, List<Runnable> waiting) {}
}
