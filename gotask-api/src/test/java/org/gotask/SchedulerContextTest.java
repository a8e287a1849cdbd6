package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gotask.channel.Channel;
import org.junit.jupiter.api.Test;

/** What the scheduler function sees of its run. */
class SchedulerContextTest {

    private static final TaskSpec FLOORS = TaskSpec.of("floor", 3, Resources.of("cpus", 0.1));
    private static final TaskSpec ELEVATORS = TaskSpec.of("elevator", 1, Resources.of("cpus", 0.1));

    private final Channel<TaskMsg> in = Channel.withCapacity(1);
    private final Channel<TaskMsg> out = Channel.withCapacity(1);
    private final Channel<SchedEvent> events = Channel.withCapacity(1);
    private final SchedulerContext run = SchedulerContext.builder(in, out, events)
            .specs(List.of(FLOORS, ELEVATORS))
            .build();

    @Test
    void namesItsTasksBySpecAndAltogether() {
        assertThat(run.specs()).containsExactly(FLOORS, ELEVATORS);
        assertThat(run.taskNames("floor")).containsExactly("floor-0", "floor-1", "floor-2");
        assertThat(run.taskNames("elevator")).containsExactly("elevator-0");
        assertThat(run.taskNames()).containsExactly("floor-0", "floor-1", "floor-2", "elevator-0");
        assertThat(run).hasToString("SchedulerContext[floor=3, elevator=1]");
    }

    @Test
    void refusesASpecThatTheRunDoesNotHaveAndNamesThoseItHas() {
        assertThatThrownBy(() -> run.taskNames("flor"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such task spec in this run: name=flor, spawned: floor, elevator");
    }

    @Test
    void hasTheChannelsItWasGiven() {
        assertThat(run.in()).isSameAs(in);
        assertThat(run.out()).isSameAs(out);
        assertThat(run.events()).isSameAs(events);
    }
}
