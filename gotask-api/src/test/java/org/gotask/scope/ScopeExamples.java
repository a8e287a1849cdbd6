package org.gotask.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;

/** The examples in the documentation of scopes; {@link ScopeTest} runs them. */
final class ScopeExamples {

    private ScopeExamples() {}

    static List<Integer> scope(ReceiveChannel<String> in) throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        // @start region="scope"
        Channel<Integer> lengths = Channel.rendezvous();
        Scope.run(scope -> {
            scope.fork("measure", () -> {
                for (String line : in) {
                    lengths.send(line.length());
                }
                lengths.close();
            });
            for (int length : lengths) { // ends at the close, or when measure fails
                seen.add(length);
            }
        });
        // @end
        return seen;
    }

    static int call(List<ReceiveChannel<Integer>> sources) throws InterruptedException {
        // @start region="call"
        int sum = Scope.call(scope -> {
            int total = 0;
            for (int value : scope.merge(sources)) {
                total += value;
            }
            return total;
        });
        // @end
        return sum;
    }

    static Optional<String> limit(ReceiveChannel<String> answers) throws InterruptedException {
        // @start region="limit"
        try {
            return Optional.of(Scope.call(Duration.ofSeconds(2), scope -> {
                Channel<String> first = Channel.withCapacity(1);
                scope.fork("fetch", () -> first.send(answers.receive()));
                return first.receive();
            }));
        } catch (ScopeTimeoutException e) {
            return Optional.empty(); // fetch was interrupted, and has ended
        }
        // @end
    }

    static List<Integer> merge(List<ReceiveChannel<Integer>> sources) throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        // @start region="merge"
        Scope.run(scope -> {
            for (int value : scope.merge(sources)) {
                seen.add(value);
            }
        });
        // @end
        return seen;
    }
}
