package org.gotask.proofs.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.util.LincheckResult;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;
import org.jetbrains.lincheck.datastructures.verifier.CachedVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order in which the operations of a program happen by {@link ChannelSpecification} with the answers that
 * were observed, and none before another that had ended when it began: linearizability. Lincheck's own verifier wants a
 * specification that leaves no choice, and a select has one.
 */
public final class ChannelVerifier extends CachedVerifier {

    private final ChannelSpecification start;

    /** For Lincheck, which gives the class under test. */
    public ChannelVerifier(Class<?> subject) throws ReflectiveOperationException {
        Subject sample = (Subject) subject.getDeclaredConstructor().newInstance();
        start = ChannelSpecification.ofCapacities(sample.capacities());
    }

    @Override
    public boolean verifyResultsImpl(ExecutionScenario scenario, ExecutionResult results) {
        List<List<Observed>> threads = new ArrayList<>();
        for (int thread = 0; thread < scenario.getThreads().size(); thread++) {
            List<Actor> actors = scenario.getThreads().get(thread);
            List<ResultWithClock> answers = results.getThreadsResultsWithClock().get(thread);
            List<Observed> observed = new ArrayList<>();
            for (int i = 0; i < actors.size(); i++) {
                Actor actor = actors.get(i);
                ResultWithClock answer = answers.get(i);
                observed.add(new Observed(
                        Subject.callOf(actor.getMethod().getName(), actor.getArguments()),
                        answerOf(answer.getResult()),
                        answer.getClockOnStart().getClock()));
            }
            threads.add(observed);
        }
        return new Search(threads).canEnd(new Moment(start, Collections.nCopies(threads.size(), 0), Set.of()));
    }

    private static @Nullable Object answerOf(@Nullable LincheckResult result) {
        return result instanceof ValueResult value ? value.getValue() : result;
    }

    /**
     * An operation of the program and what it answered.
     *
     * @param ended how many operations of each thread had ended when it began
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Observed(Call call, @Nullable Object answer, int[] ended) {}

    /**
     * @param done how many operations of each thread have happened
     * @param waiting the threads whose next operation waits
     */
    private record Moment(ChannelSpecification state, List<Integer> done, Set<Integer> waiting) {}

    private static final class Search {
        private final List<List<Observed>> threads;
        private final Set<Moment> seen = new HashSet<>();

        Search(List<List<Observed>> threads) {
            this.threads = threads;
        }

        boolean canEnd(Moment moment) {
            if (!seen.add(moment)) {
                return false;
            }
            boolean ended = true;
            for (int thread = 0; thread < threads.size(); thread++) {
                if (moment.done.get(thread) < threads.get(thread).size()) {
                    ended = false;
                    if (!moment.waiting.contains(thread) && canEndWith(moment, thread)) {
                        return true;
                    }
                }
            }
            return ended;
        }

        private boolean canEndWith(Moment moment, int thread) {
            Observed next = next(moment, thread);
            for (int other = 0; other < threads.size(); other++) {
                if (moment.done.get(other) < next.ended[other]) {
                    return false;
                }
            }
            for (ChannelSpecification.Step step : moment.state.steps(thread, next.call)) {
                if (isObserved(moment, step) && canEnd(after(moment, thread, step))) {
                    return true;
                }
            }
            return false;
        }

        private boolean isObserved(Moment moment, ChannelSpecification.Step step) {
            return step.completions().stream()
                    .allMatch(completion -> completion.answer().equals(next(moment, completion.thread()).answer));
        }

        private static Moment after(Moment moment, int thread, ChannelSpecification.Step step) {
            List<Integer> done = new ArrayList<>(moment.done);
            Set<Integer> waiting = new HashSet<>(moment.waiting);
            waiting.add(thread);
            for (ChannelSpecification.Completion completion : step.completions()) {
                waiting.remove(completion.thread());
                done.set(completion.thread(), done.get(completion.thread()) + 1);
            }
            return new Moment(step.next(), List.copyOf(done), Set.copyOf(waiting));
        }

        private Observed next(Moment moment, int thread) {
            return threads.get(thread).get(moment.done.get(thread));
        }
    }
}
