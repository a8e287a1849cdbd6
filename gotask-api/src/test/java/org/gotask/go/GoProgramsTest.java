package org.gotask.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.Select;
import org.gotask.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small programs of many threads: {@code fifo.go}, {@code sieve2.go}, {@code powser1.go}. */
class GoProgramsTest {

    /** A chain of threads, each of which writes only after the one before it: the order of the chain is that of output. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aChainOfThreadsTakesItsTurns(int capacity) throws Exception {
        List<Integer> order = new ArrayList<>();

        Scope.run(scope -> {
            Channel<Integer> first = Channel.withCapacity(capacity);
            Channel<Integer> in = first;
            for (int i = 0; i < 500; i++) {
                int number = i;
                Channel<Integer> from = in;
                Channel<Integer> to = Channel.withCapacity(capacity);
                scope.fork(() -> {
                    from.receive();
                    order.add(number); // what was done before a send is seen after its receive
                    to.send(number);
                });
                in = to;
            }
            first.send(0);
            in.receive();
        });

        assertThat(order).hasSize(500).isSorted();
    }

    /** Multiples of each prime come from a thread of their own and are merged lazily, those of small primes first. */
    @Test
    void aSieveMergesTheMultiplesOfPrimes() throws Exception {
        List<Integer> primes = new ArrayList<>();

        Scope.run(scope -> {
            PriorityQueue<Multiples> merged = new PriorityQueue<>();
            for (int candidate = 2; primes.size() < 168; candidate++) {
                boolean composite = false;
                while (!merged.isEmpty() && merged.element().next == candidate) {
                    composite = true;
                    merged.add(merged.remove().advanced());
                }
                if (!composite) {
                    primes.add(candidate);
                    int prime = candidate;
                    Channel<Integer> multiples = Channel.withCapacity(4);
                    scope.background("multiples-of-" + prime, () -> {
                        for (int n = prime * prime; ; n += prime) {
                            multiples.send(n);
                        }
                    });
                    merged.add(new Multiples(multiples.receive(), multiples));
                }
            }
        });

        assertThat(primes).startsWith(2, 3, 5, 7, 11).endsWith(983, 991, 997);
    }

    private record Multiples(int next, ReceiveChannel<Integer> rest) implements Comparable<Multiples> {
        Multiples advanced() throws InterruptedException {
            return new Multiples(rest.receive(), rest);
        }

        @Override
        public int compareTo(Multiples other) {
            return Integer.compare(next, other.next);
        }
    }

    /** Power series as threads that compute a coefficient when somebody demands it. */
    @Test
    void powerSeriesAreAddedAndMultipliedByDemand() throws Exception {
        Scope.run(scope -> {
            Series ones = Series.of(scope, 1);
            Series sum = ones.plus(scope, Series.of(scope, 2));
            Series product = Series.of(scope, 1).times(scope, Series.of(scope, 1));

            assertThat(sum.take(5)).containsExactly(3L, 3L, 3L, 3L, 3L);
            assertThat(product.take(8)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L); // 1/(1-x) squared
        });
    }

    /** A stream of coefficients with a channel of demands, so that nothing is computed in advance. */
    private record Series(Channel<Boolean> demand, Channel<Long> coefficients) {

        interface Next {
            long next(int index) throws InterruptedException;
        }

        static Series computedBy(Scope scope, Next next) {
            Series series = new Series(Channel.rendezvous(), Channel.rendezvous());
            scope.background("series", () -> {
                for (int i = 0; ; i++) {
                    series.demand.receive();
                    series.coefficients.send(next.next(i));
                }
            });
            return series;
        }

        static Series of(Scope scope, long coefficient) {
            return computedBy(scope, index -> coefficient);
        }

        Series plus(Scope scope, Series other) {
            return computedBy(scope, index -> {
                long[] pair = both(this, other);
                return pair[0] + pair[1];
            });
        }

        Series times(Scope scope, Series other) {
            List<Long> left = new ArrayList<>();
            List<Long> right = new ArrayList<>();
            return computedBy(scope, index -> {
                long[] pair = both(this, other);
                left.add(pair[0]);
                right.add(pair[1]);
                long sum = 0;
                for (int i = 0; i <= index; i++) {
                    sum += left.get(i) * right.get(index - i);
                }
                return sum;
            });
        }

        /** Demands from both and takes what comes, in whichever order. */
        private static long[] both(Series one, Series two) throws InterruptedException {
            long[] pair = new long[2];
            int[] demands = {0};
            int[] answers = {0};
            boolean[] demanded = new boolean[2];
            boolean[] answered = new boolean[2];
            Select select = Select.create();
            List<Series> series = List.of(one, two);
            for (int i = 0; i < 2; i++) {
                int number = i;
                select.send(series.get(i).demand, true, () -> {
                            demanded[number] = true;
                            demands[0]++;
                        })
                        .when(() -> !demanded[number])
                        .receive(series.get(i).coefficients, value -> {
                            pair[number] = value;
                            answered[number] = true;
                            answers[0]++;
                        })
                        .when(() -> demanded[number] && !answered[number]);
            }
            while (demands[0] < 2 || answers[0] < 2) {
                select.await();
            }
            return pair;
        }

        List<Long> take(int count) throws InterruptedException {
            List<Long> taken = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                demand.send(true);
                taken.add(coefficients.receive());
            }
            return taken;
        }
    }
}
