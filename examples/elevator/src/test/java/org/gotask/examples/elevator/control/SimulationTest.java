package org.gotask.examples.elevator.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.gotask.CodecException;
import org.gotask.TaskMsg;
import org.gotask.channel.ChannelClosedException;
import org.gotask.channel.SendChannel;
import org.gotask.examples.elevator.Direction;
import org.gotask.examples.elevator.Report;
import org.gotask.examples.elevator.Tick;
import org.gotask.examples.elevator.tasks.Elevator;
import org.gotask.examples.elevator.tasks.Floor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole system in one program: floors, elevators and the scheduler function, joined by channels. */
class SimulationTest {

    private static final Duration TICK = Duration.ofMillis(1);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream output = new PrintStream(written, true, UTF_8);
    private final List<Scene> scenes = new ArrayList<>();
    private final List<String> starts = new ArrayList<>();
    private int opened;
    private int closed;

    /** Ten seconds at speed 20: the periods are of 20 ticks. Only the clock runs faster here. */
    @Test
    void withSeedSevenAllWhoCalledBeforeTheLastPeriodAreDelivered() throws Exception {
        run(new Plan(8, 4, 200, TICK, 20, 7), 16);

        assertThat(written.toString(UTF_8).lines())
                .contains("called before the last period: 128, of these delivered: 128");
    }

    @Test
    void printsSummaryInWhichEveryRiderIsAccountedFor() throws Exception {
        LocalRun run = run(new Plan(8, 4, 200, TICK, 20, 7), 16);

        Totals totals = scenes.getLast().totals();
        assertThat(calls(run)).hasSize(totals.called());
        assertThat(written.toString(UTF_8)).isEqualTo("""

                        riders called     139
                          delivered       135
                          still waiting   1
                          still riding    3
                        called before the last period: 128, of these delivered: 128
                        wait  mean 2.8 ticks, 95 % within 8 ticks
                        ride  mean 5.3 ticks, 95 % within 10 ticks
                        seed  7
                        """);
        assertThat(totals).isEqualTo(new Totals(139, 1, 3, 135));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void sameSeedGivesTheSameRunWhateverTheChannelsHold(int capacity) throws Exception {
        Plan plan = new Plan(5, 2, 60, TICK, 10, 99);
        LocalRun first = run(plan, 16);
        List<Scene> firstScenes = List.copyOf(scenes);
        scenes.clear();

        LocalRun second = run(plan, capacity);

        assertThat(second.sent()).isEqualTo(first.sent());
        assertThat(second.received()).isEqualTo(first.received());
        assertThat(scenes).isEqualTo(firstScenes);
    }

    @Test
    void longerRunBeginsWithTheSameRiders() throws Exception {
        List<String> shortRun = calls(run(new Plan(8, 4, 30, TICK, 1, 5), 16));
        List<String> longRun = calls(run(new Plan(8, 4, 90, TICK, 20, 5), 16));

        assertThat(shortRun).isNotEmpty();
        assertThat(longRun).containsAll(shortRun);
    }

    @Test
    void anotherSeedGivesOtherRiders() throws Exception {
        List<String> riders = calls(run(new Plan(8, 4, 60, TICK, 10, 1), 16));

        assertThat(calls(run(new Plan(8, 4, 60, TICK, 10, 2), 16))).isNotEqualTo(riders);
    }

    @Test
    void clockWaitsForAllReportsOfOneTickBeforeTheNext() throws Exception {
        LocalRun run = run(new Plan(3, 2, 20, TICK, 10, 7), 16);

        run.sent().forEach((task, texts) -> {
            assertThat(texts).as(task).hasSize(21).startsWith("{\"type\":\"Ready\"}");
            for (int tick = 1; tick <= 20; tick++) {
                assertThat(texts.get(tick)).containsPattern("\"type\":\"(Calls|CarMoved)\",\"tick\":" + tick + ",");
            }
        });
        assertThat(scenes).extracting(Scene::tick).hasSize(20).isSorted();
    }

    @Test
    void smallestBuildingWorks() throws Exception {
        run(new Plan(2, 1, 300, TICK, 100, 3), 0);

        assertThat(scenes.getLast().totals().delivered()).isGreaterThan(10);
        assertThat(scenes).allMatch(scene -> scene.shafts().getFirst().load() <= 8);
    }

    @Test
    void displayShowsHowManyTasksAreReadyBeforeTheFirstTick() throws Exception {
        run(new Plan(2, 1, 1, TICK, 1, 7), 16);

        assertThat(starts).containsExactly("0 of 3", "1 of 3", "2 of 3", "3 of 3");
    }

    @Test
    void taskThatFailsEndsTheRunAndTheDisplay() {
        Plan plan = new Plan(2, 1, 100, TICK, 10, 7);
        LocalRun run = floors(plan, 16);
        run.add("elevator", 0, task -> {
            task.out(Report.CODEC).send(new Report.Ready());
            task.in().receive();
            throw new IllegalStateException("stuck between two floors");
        });

        assertThatThrownBy(() -> run.run(simulation(plan)))
                .isInstanceOf(ChannelClosedException.class)
                .hasMessageContaining("elevator-0 failed");

        assertThat(run.failures())
                .singleElement()
                .hasToString("java.lang.IllegalStateException: stuck between two floors");
        assertThat(opened).isEqualTo(1);
        assertThat(closed).isEqualTo(1);
        assertThat(written.toString(UTF_8)).isEmpty();
    }

    @Test
    void endOfTheRunIsNoticedWhileTheClockRests() {
        Plan plan = new Plan(2, 1, 2, Duration.ofHours(1), 1, 7);
        LocalRun run = floors(plan, 16);
        run.add("elevator", 0, task -> {
            task.out(Report.CODEC).send(new Report.Ready());
            throw new IllegalStateException("no power");
        });

        assertThatThrownBy(() -> run.run(simulation(plan))).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void reportThatNobodyAskedForIsRefused() {
        Plan plan = new Plan(2, 1, 100, TICK, 10, 7);
        LocalRun run = floors(plan, 16);
        CountDownLatch reportedTwice = new CountDownLatch(1);
        run.add("elevator", 0, task -> {
            SendChannel<Report> reports = task.out(Report.CODEC);
            reports.send(new Report.Ready());
            int tick = task.in(Tick.CODEC).receive().number();
            Report report = new Report.CarMoved(tick, 0, Direction.NONE, List.of(), List.of());
            reports.send(report);
            reports.send(report);
            reportedTwice.countDown();
        });
        // keeps the tick open until both reports are in
        run.add("floor", 0, task -> {
            task.out(Report.CODEC).send(new Report.Ready());
            int tick = task.in(Tick.CODEC).receive().number();
            reportedTwice.await();
            task.out(Report.CODEC).send(new Report.Calls(tick, List.of()));
        });

        assertThatThrownBy(() -> run.run(simulation(plan)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("message out of turn: task=elevator-0, report=CarMoved[tick=1, floor=0");
    }

    @Test
    void garbledReportIsRefused() {
        Plan plan = new Plan(2, 1, 100, TICK, 10, 7);
        LocalRun run = floors(plan, 16);
        run.add("elevator", 0, task -> task.out().send(TaskMsg.of("hello")));

        assertThatThrownBy(() -> run.run(simulation(plan)))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("message does not fit: task=elevator-0, type=Report, sizeBytes=5, reason=");
    }

    private LocalRun run(Plan plan, int capacity) throws Exception {
        LocalRun run = floors(plan, capacity);
        for (int i = 0; i < plan.elevators(); i++) {
            run.add("elevator", i, task -> new Elevator(task).run());
        }
        run.run(simulation(plan));
        assertThat(run.failures()).isEmpty();
        return run;
    }

    private static LocalRun floors(Plan plan, int capacity) {
        LocalRun run = new LocalRun(capacity);
        for (int i = 0; i < plan.floors(); i++) {
            run.add(
                    "floor",
                    i,
                    task -> new Floor(task).run(),
                    Long.toString(plan.seed()),
                    Integer.toString(plan.floors()));
        }
        return run;
    }

    private Simulation simulation(Plan plan) {
        return new Simulation(plan, output, ignored -> {
            opened++;
            return new Display() {
                @Override
                public void starting(int ready, int tasks) {
                    starts.add(ready + " of " + tasks);
                }

                @Override
                public void show(Scene scene) {
                    scenes.add(scene);
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        });
    }

    /** All reports of floors in which somebody calls. */
    private static List<String> calls(LocalRun run) {
        return run.sent().values().stream()
                .flatMap(List::stream)
                .filter(text -> text.contains("calledAt") && text.contains("\"Calls\""))
                .sorted()
                .toList();
    }
}
