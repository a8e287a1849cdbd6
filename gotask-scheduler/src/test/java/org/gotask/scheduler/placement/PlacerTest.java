package org.gotask.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gotask.Resources;
import org.gotask.scheduler.cluster.ResourceOffer;
import org.junit.jupiter.api.Test;

class PlacerTest {

    private static final Resources NO_OVERHEAD = Resources.NONE;

    @Test
    void placesAnOfferOfExactlyTheRightSize() {
        // 12 × 0.1 is 1.2000000000000002 in floating point: mesosgot refused this offer
        Placement placement = place(tasks(12, 0.1, 32), NO_OVERHEAD, offer("o", "a", 1.2, 384));

        assertThat(complete(placement)).hasSize(1);
        assertThat(complete(placement).getFirst().tasks()).hasSize(12);
    }

    @Test
    void placesTheLastTaskOfAnOfferOfExactlyTheRightSize() {
        // 1.5 − 15 × 0.1 falls below 0.1 one task early in floating point: mesosgot left the last one out
        Placement placement = place(tasks(15, 0.1, 1), NO_OVERHEAD, offer("o", "a", 1.5, 15));

        assertThat(complete(placement).getFirst().tasks()).hasSize(15);
    }

    @Test
    void placesNothingWhenTheSumIsEnoughButNoAgentHasRoomForATask() {
        Placement placement = place(tasks(1, 2, 32), NO_OVERHEAD, offer("o1", "a", 1, 64), offer("o2", "b", 1, 64));

        assertThat(missing(placement)).contains("not in these sizes", "task-0 needs cpus=2");
    }

    @Test
    void combinesOffersOfOneAgentFromSeparateCallbacks() {
        Placement placement = place(tasks(1, 2, 32), NO_OVERHEAD, offer("o1", "a", 1, 16), offer("o2", "a", 1, 16));

        assertThat(complete(placement).getFirst().offerIds()).containsExactly("o1", "o2");
    }

    @Test
    void countsTheExecutorOfEachAgentThatGetsATask() {
        Resources executor = Resources.of("cpus", 0.1, "mem", 128);

        assertThat(missing(place(tasks(2, 0.5, 32), executor, offer("o", "a", 1, 1024))))
                .contains("missing cpus=0.1");
        assertThat(complete(place(tasks(2, 0.5, 32), executor, offer("o", "a", 1.1, 192)))
                        .getFirst()
                        .granted())
                .isEqualTo(Resources.of("cpus", 1.1, "mem", 192));
    }

    @Test
    void spreadsTasksOverAllAgentsOffered() {
        Placement placement = place(
                tasks(12, 0.1, 16),
                NO_OVERHEAD,
                offer("1", "a", 4, 999),
                offer("2", "b", 4, 999),
                offer("3", "c", 4, 999));

        assertThat(complete(placement))
                .extracting(agent -> agent.tasks().size())
                .containsExactly(4, 4, 4);
    }

    @Test
    void packsTasksOnAsFewAgentsAsPossible() {
        Placement placement = new Placer(tasks(12, 0.1, 16), NO_OVERHEAD, PlacementStrategy.PACK)
                .place(List.of(offer("1", "a", 4, 999), offer("2", "b", 4, 999)));

        assertThat(complete(placement)).hasSize(1);
    }

    @Test
    void packsWhereSpreadingFindsNoPlaceForAll() {
        // spread puts the two small ones apart, and the large one then fits nowhere beside them
        List<TaskNeed> needs =
                List.of(need("small-0", 0.5), need("small-1", 0.5), need("small-2", 0.5), need("large-0", 0.6));

        Placement placement = new Placer(needs, NO_OVERHEAD, PlacementStrategy.SPREAD)
                .place(List.of(offer("1", "a", 1.0, 99), offer("2", "b", 1.1, 99)));

        assertThat(complete(placement).stream()
                        .mapToInt(agent -> agent.tasks().size())
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void saysWhatIsMissingPerResource() {
        Placement placement = place(tasks(8, 1, 100), NO_OVERHEAD, offer("o", "a", 2.5, 1000));

        assertThat(missing(placement))
                .isEqualTo("missing cpus=5.5 (needed cpus=8, mem=800; offered cpus=2.5, mem=1000 on 1 agent)");
    }

    @Test
    void saysSoWhenNothingIsOffered() {
        assertThat(missing(place(tasks(1, 1, 1), NO_OVERHEAD))).endsWith("offered nothing)");
    }

    @Test
    void neverPlacesMoreOnAnAgentThanItOffersAndNeverLosesATask() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Resources executor = Resources.of("cpus", 0.1, "mem", 64);
            List<TaskNeed> needs = IntStream.range(0, 1 + random.nextInt(20))
                    .mapToObj(i -> new TaskNeed(
                            "task-" + i,
                            Resources.of("cpus", 0.1 * (1 + random.nextInt(8)), "mem", 16 * (1 + random.nextInt(8)))))
                    .toList();
            List<ResourceOffer> offers = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(i -> offer(
                            "o" + i, "agent-" + random.nextInt(4), 0.1 * random.nextInt(40), 16 * random.nextInt(40)))
                    .toList();

            if (new Placer(needs, executor, PlacementStrategy.SPREAD).place(offers)
                    instanceof Placement.Complete(List<AgentPlacement> agents)) {
                assertThat(agents.stream().flatMap(agent -> agent.tasks().stream()))
                        .as("seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(needs);
                for (AgentPlacement agent : agents) {
                    Resources offered = offers.stream()
                            .filter(offer -> offer.agentId().equals(agent.agentId()))
                            .map(ResourceOffer::resources)
                            .reduce(Resources.NONE, Resources::plus);
                    Resources used =
                            agent.tasks().stream().map(TaskNeed::resources).reduce(executor, Resources::plus);
                    assertThat(offered.contains(used))
                            .as("seed %d, %s", seed, agent)
                            .isTrue();
                    assertThat(agent.granted()).isEqualTo(used);
                }
            }
        }
    }

    private static Placement place(List<TaskNeed> tasks, Resources executor, ResourceOffer... offers) {
        return new Placer(tasks, executor, PlacementStrategy.SPREAD).place(Arrays.asList(offers));
    }

    private static List<TaskNeed> tasks(int count, double cpus, double mem) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TaskNeed("task-" + i, Resources.of("cpus", cpus, "mem", mem)))
                .toList();
    }

    private static TaskNeed need(String name, double cpus) {
        return new TaskNeed(name, Resources.of("cpus", cpus));
    }

    private static ResourceOffer offer(String id, String agent, double cpus, double mem) {
        return new ResourceOffer(id, agent, "host-" + agent, Resources.of("cpus", cpus, "mem", mem));
    }

    private static List<AgentPlacement> complete(Placement placement) {
        assertThat(placement).isInstanceOf(Placement.Complete.class);
        return Stream.of(placement)
                .map(Placement.Complete.class::cast)
                .map(Placement.Complete::agents)
                .findFirst()
                .orElseGet(ArrayList::new);
    }

    private static String missing(Placement placement) {
        return placement instanceof Placement.Incomplete(String missing) ? missing : "complete: " + placement;
    }
}
