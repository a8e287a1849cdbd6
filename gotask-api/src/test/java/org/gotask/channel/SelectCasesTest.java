package org.gotask.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cases that can be switched off, and values that are made when they are needed. */
class SelectCasesTest {

    private final List<String> log = new ArrayList<>();

    private Select.Action note(String what) {
        return () -> log.add(what);
    }

    @Test
    void aCaseTakesPartOnlyWhileItsConditionHolds() throws Exception {
        Channel<String> channel = Channel.withCapacity(2);
        channel.send("a");
        channel.send("b");
        boolean[] on = {false};
        Select select =
                Select.create().receive(channel, log::add).when(() -> on[0]).orElse(note("off"));

        select.await();
        on[0] = true;
        select.await();
        on[0] = false;
        select.await();

        assertThat(log).containsExactly("off", "a", "off");
    }

    @Test
    void theConditionIsThatOfTheCaseBeforeIt() throws Exception {
        Channel<String> first = Channel.withCapacity(1);
        Channel<String> second = Channel.withCapacity(1);
        first.send("first");
        second.send("second");

        Select.create()
                .receive(first, log::add)
                .when(() -> false)
                .receive(second, log::add)
                .await();

        assertThat(log).containsExactly("second");
    }

    @Test
    void twoConditionsMustBothHold() throws Exception {
        Channel<String> channel = Channel.withCapacity(1);

        Select.create()
                .send(channel, "a", note("sent"))
                .when(() -> true)
                .when(() -> false)
                .orElse(note("off"))
                .await();

        assertThat(log).containsExactly("off");
    }

    @Test
    void aConditionWithoutACaseIsRefused() {
        assertThatThrownBy(() -> Select.create().orElse(() -> {}).when(() -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("select has no case yet; call when after receive or send");
    }

    @Test
    void aSuppliedValueIsMadeForEachAwait() throws Exception {
        Channel<Integer> channel = Channel.withCapacity(3);
        AtomicInteger next = new AtomicInteger();
        Select select = Select.create().sendFrom(channel, next::incrementAndGet, note("sent"));

        select.await();
        select.await();

        assertThat(channel.receive()).isEqualTo(1);
        assertThat(channel.receive()).isEqualTo(2);
        assertThat(log).containsExactly("sent", "sent");
    }

    @Test
    void aSuppliedValueIsNotMadeForACaseThatIsOff() throws Exception {
        Channel<Integer> channel = Channel.withCapacity(1);

        Select.create()
                .sendFrom(
                        channel,
                        () -> {
                            throw new AssertionError("asked");
                        },
                        note("sent"))
                .when(() -> false)
                .orElse(note("off"))
                .await();

        assertThat(log).containsExactly("off");
    }

    @Test
    void whatASupplierThrowsLeavesTheAwaitAndNothingHasHappened() throws Exception {
        Channel<Integer> ready = Channel.withCapacity(1);
        ready.send(1);
        Select select = Select.create()
                .receive(ready, value -> log.add("received"))
                .sendFrom(
                        ready,
                        () -> {
                            throw new IllegalStateException("no value");
                        },
                        note("sent"));

        assertThatThrownBy(select::await).hasMessage("no value");
        assertThat(log).isEmpty();
        assertThat(ready.size()).isEqualTo(1);
    }

    @Test
    void aSuppliedValueIsRouted() throws Exception {
        Channel<Integer> even = Channel.withCapacity(1);
        Channel<Integer> odd = Channel.withCapacity(1);
        RoutingChannel<Integer> routing = new RoutingChannel<>("", value -> value % 2 == 0 ? even : odd, () -> {});

        Select.create().sendFrom(routing, () -> 7, note("sent")).await();

        assertThat(odd.receive()).isEqualTo(7);
        assertThat(even.size()).isZero();
    }
}
