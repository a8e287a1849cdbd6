package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notation of faults, and their effect on messages to and from a real executor. */
class FaultsTest {

    private static final int MESSAGES = 400;
    private static final Pattern COUNTERS = Pattern.compile(
            "\"(to_\\w+)\":\\{\"messages\":(\\d+)," + "\"dropped\":(\\d+),\"doubled\":(\\d+),\"reordered\":(\\d+)}");

    @Test
    void areWrittenAsPairs() {
        assertThat(Faults.parse(" drop=0.1, dup=0.05 ,reorder=1,seed=-7")).isEqualTo(new Faults(0.1, 0.05, 1, -7));
        assertThat(Faults.parse("")).isEqualTo(Faults.NONE);
        assertThat(Faults.parse(new Faults(0.1, 0, 0.25, 3).toString())).isEqualTo(new Faults(0.1, 0, 0.25, 3));
        assertThat(LocalSpec.parse("local[2]{cpus=1,drop=0.5,seed=9}").faults()).isEqualTo(new Faults(0.5, 0, 0, 9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop=1.5        | share of faults out of range: drop=1.5, expected 0 to 1
            drop=-1         | malformed fault: drop=-1, expected a share from 0 to 1 such as drop=0.05
            dup=often       | malformed fault: dup=often, expected a share from 0 to 1 such as dup=0.05
            dup=10%         | malformed fault: dup=10%, expected a share from 0 to 1 such as dup=0.05
            reorder=        | malformed fault: reorder=, expected a share from 0 to 1 such as reorder=0.05
            seed=0.5        | malformed fault: seed=0.5, expected a whole number of at most 18 digits such as seed=7
            lose=0.1        | malformed fault: lose=0.1, expected drop, dup, reorder or seed with a value, such as drop=0.1
            drop            | malformed fault: drop, expected drop, dup, reorder or seed with a value, such as drop=0.1
            drop=0.1,       | malformed fault: , expected drop, dup, reorder or seed with a value, such as drop=0.1
            drop=0.1,drop=0 | fault given twice: drop
            """)
    void tellEachMistakeInOneLine(String text, String message) {
        assertThatThrownBy(() -> Faults.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void happenInBothDirectionsAndAreCounted() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.parse("local{drop=0.1,dup=0.1,reorder=0.1,seed=4}"));
                var scheduler = SchedulerPeer.registered(cluster, "faults")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(List.of(offer), 1000, echo(offer));
            scheduler.await("t1", TaskState.TASK_RUNNING);

            for (int i = 0; i < MESSAGES; i++) {
                scheduler.call(message(offer, Integer.toString(i)));
            }

            Upid agent = cluster.agents().getFirst().address();
            Awaitility.await().until(() -> counters(agent, "to_executors").messages == MESSAGES);
            Counters down = counters(agent, "to_executors");
            long up = MESSAGES - down.dropped + down.doubled;
            Awaitility.await().until(() -> counters(agent, "to_schedulers").messages == up);
            Counters back = counters(agent, "to_schedulers");
            List<Integer> arrived = arrived(scheduler, up - back.dropped + back.doubled);
            assertThat(List.of(down.dropped, down.doubled, down.reordered, back.dropped, back.doubled, back.reordered))
                    .allMatch(count -> count > MESSAGES / 20 && count < MESSAGES / 4);
            assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
            assertThat(new HashSet<>(arrived)).hasSizeLessThan(MESSAGES).hasSizeLessThan(arrived.size());
        }
    }

    @Test
    void areOffUnlessAskedFor() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1))) {
            assertThat(state(cluster.agents().getFirst().address())).doesNotContain("framework_messages");
        }
    }

    private static TaskInfo echo(Offer offer) {
        return Tasks.tiny(offer, "t1", "e1", "")
                .setExecutor(Tasks.javaExecutor("e1", EchoExecutor.class))
                .build();
    }

    private static Call.Builder message(Offer offer, String text) {
        return Call.newBuilder()
                .setType(Call.Type.MESSAGE)
                .setMessage(Call.Message.newBuilder()
                        .setSlaveId(offer.getSlaveId())
                        .setExecutorId(
                                Tasks.javaExecutor("e1", EchoExecutor.class).getExecutorId())
                        .setData(ByteString.copyFromUtf8(text)));
    }

    /** The messages that arrive; fails if their number differs from the expected one. */
    private static List<Integer> arrived(SchedulerPeer scheduler, long expected) throws Exception {
        var arrived = new ArrayList<Integer>();
        while (arrived.size() < expected) {
            arrived.add(Integer.valueOf(scheduler
                    .next(ExecutorToFrameworkMessage.getDefaultInstance())
                    .getData()
                    .toStringUtf8()));
        }
        assertThat(scheduler.poll(ExecutorToFrameworkMessage.getDefaultInstance(), unused -> true, 200))
                .isEmpty();
        return arrived;
    }

    private static Counters counters(Upid agent, String direction) throws Exception {
        Matcher matcher = COUNTERS.matcher(state(agent));
        while (matcher.find()) {
            if (matcher.group(1).equals(direction)) {
                return new Counters(number(matcher, 2), number(matcher, 3), number(matcher, 4), number(matcher, 5));
            }
        }
        throw new AssertionError("no counters: " + direction);
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }

    private static String state(Upid agent) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create("http://" + agent.host() + ":" + agent.port() + "/state");
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private record Counters(long messages, long dropped, long doubled, long reordered) {}
}
