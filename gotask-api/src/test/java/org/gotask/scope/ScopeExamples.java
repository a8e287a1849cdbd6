package org.gotask.scope;

import java.util.List;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;

/** The examples in the documentation of scopes; {@link ScopeTest} runs them. */
final class ScopeExamples {

    private ScopeExamples() {}

    static int scope(ReceiveChannel<String> in) throws InterruptedException {
        int[] total = {0};
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
                total[0] += length;
            }
        });
        // @end
        return total[0];
    }

    static int merge(List<ReceiveChannel<Integer>> sources) throws InterruptedException {
        int[] total = {0};
        // @start region="merge"
        Scope.run(scope -> {
            for (int value : scope.merge(sources)) {
                total[0] += value;
            }
        });
        // @end
        return total[0];
    }
}
