package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.AGENT_UPID;
import static org.gotask.mesos.Samples.agentId;
import static org.gotask.mesos.Samples.offer;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.task;

import java.util.List;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskInfo;
import org.junit.jupiter.api.Test;

/** The addresses of agents that are remembered, and for how long. */
class OfferCacheTest {

    private final OfferCache cache = new OfferCache();

    @Test
    void remembersTheAgentOfAnOfferOnceTasksAreLaunchedOnIt() {
        cache.offered(offer("o"), AGENT_UPID);
        assertThat(cache.agent(AGENT)).isEmpty();

        cache.accepted(List.of(offerId("o")), List.of(task("t")));

        assertThat(cache.agent(AGENT)).contains(AGENT_UPID);
    }

    @Test
    void acceptingWithoutTasksOfThatAgentRemembersNothing() {
        cache.offered(offer("o"), AGENT_UPID);
        cache.offered(offer("p"), AGENT_UPID);
        TaskInfo elsewhere = task("t").toBuilder().setSlaveId(agentId("other")).build();

        cache.accepted(List.of(offerId("o")), List.of());
        cache.accepted(List.of(offerId("p")), List.of(elsewhere));

        assertThat(cache.agent(AGENT)).isEmpty();
        assertThat(cache.agent(agentId("other"))).isEmpty();
    }

    @Test
    void anOfferIsUsedOnce() {
        cache.offered(offer("o"), AGENT_UPID);
        cache.accepted(List.of(offerId("o")), List.of());

        cache.accepted(List.of(offerId("o")), List.of(task("t")));

        assertThat(cache.agent(AGENT)).isEmpty();
    }

    @Test
    void forgetsOffersAndAgents() {
        cache.offered(offer("a"), AGENT_UPID);
        cache.offered(offer("b"), AGENT_UPID);
        cache.offered(offer("c"), AGENT_UPID);
        cache.forget(offerId("a"));
        cache.accepted(List.of(offerId("a")), List.of(task("t")));
        assertThat(cache.agent(AGENT)).isEmpty();

        cache.accepted(List.of(offerId("b")), List.of(task("t")));
        cache.forget(AGENT);
        assertThat(cache.agent(AGENT)).isEmpty();

        cache.forgetOffers();
        cache.accepted(List.of(offerId("c")), List.of(task("t")));
        assertThat(cache.agent(AGENT)).isEmpty();
    }

    @Test
    void newAddressOfAnAgentReplacesTheOldOne() {
        Upid moved = new Upid("slave(1)", "127.0.0.9", 5051);
        cache.offered(offer("a"), AGENT_UPID);
        cache.offered(offer("b"), moved);
        cache.accepted(List.of(offerId("a"), offerId("b")), List.of(task("t")));

        assertThat(cache.agent(AGENT)).contains(moved);
    }

    @Test
    void agentThatOffersFromElsewhereHasMoved() {
        Upid moved = new Upid("slave(1)", "127.0.0.9", 5051);
        cache.offered(offer("a"), AGENT_UPID);
        cache.accepted(List.of(offerId("a")), List.of(task("t")));

        cache.offered(offer("b"), moved);

        assertThat(cache.agent(AGENT)).contains(moved);
    }

    @Test
    void forgetsTheOldestOfferWhenThereAreTooMany() {
        OfferCache small = new OfferCache(3);
        for (int i = 0; i <= 3; i++) {
            small.offered(offer("" + i), AGENT_UPID);
        }
        small.accepted(List.of(offerId("0")), List.of(task("t")));
        assertThat(small.agent(AGENT)).isEmpty();

        small.accepted(List.of(offerId("1")), List.of(task("t")));
        assertThat(small.agent(AGENT)).contains(AGENT_UPID);
    }

    @Test
    void forgetsTheOldestAgentWhenThereAreTooMany() {
        OfferCache small = new OfferCache(3);
        for (int i = 0; i <= 3; i++) {
            TaskInfo task = task("t").toBuilder().setSlaveId(agentId("" + i)).build();
            small.offered(offer("o").toBuilder().setSlaveId(agentId("" + i)).build(), AGENT_UPID);
            small.accepted(List.of(offerId("o")), List.of(task));
        }

        assertThat(small.agent(agentId("0"))).isEmpty();
        assertThat(small.agent(agentId("1"))).contains(AGENT_UPID);
    }
}
