package org.gotask.proofs.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Some channels and the operations that wait on them, as they should be: a state, and what may happen next. Immutable.
 *
 * <p>An operation that has to wait takes part twice, as in Scherer and Scott's dual data structures: it joins the queue of
 * those that wait, which is a step of its own, and later another operation completes it. So the specification says also who
 * is served first, and that {@code trySend} finds a receiver that waits.
 *
 * @param capacities of each channel
 * @param buffers what each channel holds, oldest first
 * @param closed whether each channel is closed
 * @param waiting who waits, longest first
 * @see <a href="https://www.cs.rochester.edu/u/scott/papers/2004_DISC_dual_DS.pdf">Scherer and Scott, Nonblocking
 *     concurrent data structures with condition synchronization</a>
 */
record ChannelSpecification(
        List<Integer> capacities, List<List<Integer>> buffers, List<Boolean> closed, List<Waiting> waiting) {

    /** A thread whose operation waits. */
    record Waiting(int thread, List<Case> cases) {}

    /** An operation of a thread has been completed with this answer. */
    record Completion(int thread, Answer answer) {}

    /** One thing that may happen: operations complete, or none because the thread begins to wait. */
    record Step(ChannelSpecification next, List<Completion> completions) {}

    /** Open and empty channels. */
    static ChannelSpecification ofCapacities(List<Integer> capacities) {
        return new ChannelSpecification(
                capacities,
                capacities.stream().map(capacity -> List.<Integer>of()).toList(),
                capacities.stream().map(capacity -> false).toList(),
                List.of());
    }

    /** All that may happen when this thread, which does not wait, makes this call. */
    List<Step> steps(int thread, Call call) {
        return switch (call) {
            case Call.Close(int channel) -> List.of(close(thread, channel));
            case Call.Choice choice -> choose(thread, choice);
        };
    }

    private List<Step> choose(int thread, Call.Choice choice) {
        List<Step> ready = new ArrayList<>();
        for (Case one : choice.cases()) {
            Step step = one.sends() ? send(thread, one) : receive(thread, one);
            if (step != null) {
                ready.add(step); // among ready cases a select may take any
            }
        }
        if (!ready.isEmpty()) {
            return List.copyOf(ready);
        }
        if (!choice.waits()) {
            return List.of(new Step(this, List.of(new Completion(thread, Answer.NOTHING))));
        }
        List<Waiting> queue = new ArrayList<>(waiting);
        queue.add(new Waiting(thread, choice.cases()));
        return List.of(new Step(new ChannelSpecification(capacities, buffers, closed, List.copyOf(queue)), List.of()));
    }

    private @Nullable Step send(int thread, Case send) {
        int channel = send.channel();
        if (closed.get(channel)) {
            return new Step(this, List.of(new Completion(thread, Answer.closed(channel))));
        }
        Completion sent = new Completion(thread, Answer.sent(channel, send.value()));
        Waiting receiver = first(channel, one -> !one.sends());
        if (receiver != null) {
            Answer answer = Answer.received(channel, send.value());
            return new Step(without(receiver), List.of(sent, new Completion(receiver.thread(), answer)));
        }
        List<Integer> buffer = buffers.get(channel);
        if (buffer.size() == capacities.get(channel)) {
            return null;
        }
        return new Step(withBuffer(channel, plus(buffer, send.value())), List.of(sent));
    }

    private @Nullable Step receive(int thread, Case receive) {
        int channel = receive.channel();
        List<Integer> buffer = buffers.get(channel);
        Waiting sender = first(channel, Case::sends);
        if (buffer.isEmpty() && sender == null) {
            return closed.get(channel) ? new Step(this, List.of(new Completion(thread, Answer.closed(channel)))) : null;
        }
        List<Integer> all =
                sender == null ? buffer : plus(buffer, caseOn(sender, channel).value());
        Completion received = new Completion(thread, Answer.received(channel, all.getFirst()));
        ChannelSpecification rest =
                (sender == null ? this : without(sender)).withBuffer(channel, all.subList(1, all.size()));
        return new Step(
                rest,
                sender == null
                        ? List.of(received)
                        : List.of(
                                received,
                                new Completion(
                                        sender.thread(),
                                        Answer.sent(
                                                channel, caseOn(sender, channel).value()))));
    }

    private Step close(int thread, int channel) {
        List<Completion> completions = new ArrayList<>();
        completions.add(new Completion(thread, Answer.DONE));
        List<Waiting> others = new ArrayList<>();
        for (Waiting one : waiting) {
            if (one.cases().stream().anyMatch(way -> way.channel() == channel)) {
                completions.add(new Completion(one.thread(), Answer.closed(channel)));
            } else {
                others.add(one);
            }
        }
        List<Boolean> nowClosed = new ArrayList<>(closed);
        nowClosed.set(channel, true);
        return new Step(
                new ChannelSpecification(capacities, buffers, List.copyOf(nowClosed), List.copyOf(others)),
                completions);
    }

    private @Nullable Waiting first(int channel, Predicate<Case> kind) {
        for (Waiting one : waiting) {
            if (one.cases().stream().anyMatch(way -> way.channel() == channel && kind.test(way))) {
                return one;
            }
        }
        return null;
    }

    /** The programs have one case a channel in each operation. */
    private static Case caseOn(Waiting waiting, int channel) {
        return waiting.cases().stream()
                .filter(way -> way.channel() == channel)
                .findFirst()
                .orElseThrow();
    }

    private ChannelSpecification without(Waiting one) {
        List<Waiting> others = new ArrayList<>(waiting);
        others.remove(one);
        return new ChannelSpecification(capacities, buffers, closed, List.copyOf(others));
    }

    private ChannelSpecification withBuffer(int channel, List<Integer> buffer) {
        List<List<Integer>> all = new ArrayList<>(buffers);
        all.set(channel, List.copyOf(buffer));
        return new ChannelSpecification(capacities, List.copyOf(all), closed, waiting);
    }

    private static List<Integer> plus(List<Integer> buffer, int value) {
        List<Integer> longer = new ArrayList<>(buffer);
        longer.add(value);
        return List.copyOf(longer);
    }
}
