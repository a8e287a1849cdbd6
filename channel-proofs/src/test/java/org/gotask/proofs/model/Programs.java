package org.gotask.proofs.model;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * Small programs for Lincheck, random by a fixed seed. Lincheck takes a program in which a thread waits for ever for a
 * fault; so each of ours has a thread that does not wait and closes the channels at its end. After that a look into each
 * channel shows what is left. Every value is sent once.
 */
final class Programs {

    /** Operations that wait, and those that do not. */
    record Kind(List<String> waiting, List<String> passing) {
        static final Kind CHANNEL = new Kind(List.of("send", "receive"), List.of("trySend", "tryReceive"));
        static final Kind SELECT = new Kind(
                List.of("send", "receive", "selectReceive", "selectSend", "selectSendOrReceive"),
                List.of("trySend", "tryReceive", "trySelectReceive"));
    }

    private final Class<? extends Subject> subject;
    private final Kind kind;
    private final SplittableRandom random;
    private int values;

    private Programs(Class<? extends Subject> subject, Kind kind, SplittableRandom random) {
        this.subject = subject;
        this.kind = kind;
        this.random = random;
    }

    static List<ExecutionScenario> random(Class<? extends Subject> subject, Kind kind, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ExecutionScenario> programs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            programs.add(new Programs(subject, kind, random.split()).program());
        }
        return programs;
    }

    /** The race between those who close and those who use one channel, and between two receives and a sender that waits. */
    static List<ExecutionScenario> racesOfChannel(Class<? extends Subject> subject) {
        Programs programs = new Programs(subject, Kind.CHANNEL, new SplittableRandom(0));
        List<Actor> look = List.of(programs.actor("tryReceive", 0), programs.actor("tryReceive", 0));
        return List.of(
                new ExecutionScenario(
                        List.of(),
                        List.of(List.of(programs.actor("trySend", 0, 1)), List.of(programs.actor("close", 0))),
                        look,
                        null),
                new ExecutionScenario(
                        List.of(programs.actor("trySend", 0, 1)),
                        List.of(
                                List.of(programs.actor("send", 0, 2)),
                                List.of(programs.actor("tryReceive", 0), programs.actor("close", 0))),
                        look,
                        null));
    }

    /** A select that waits, with somebody who comes to its first case while another comes to its second. */
    static List<ExecutionScenario> racesOfSelect(Class<? extends Subject> subject) {
        Programs programs = new Programs(subject, Kind.SELECT, new SplittableRandom(0));
        return List.of(new ExecutionScenario(
                List.of(),
                List.of(
                        List.of(programs.actor("selectReceive")),
                        List.of(programs.actor("trySend", 0, 1), programs.actor("close", 0)),
                        List.of(programs.actor("trySend", 1, 2))),
                List.of(programs.actor("tryReceive", 0), programs.actor("tryReceive", 1)),
                null));
    }

    private ExecutionScenario program() {
        List<Actor> before = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            before.add(call("trySend"));
        }
        List<Actor> closing = new ArrayList<>();
        if (random.nextInt(3) > 0) {
            closing.add(call(oneOf(kind.passing)));
        }
        closing.add(actor("close", 0));
        if (kind.equals(Kind.SELECT)) {
            closing.add(actor("close", 1));
        }
        List<Actor> after = kind.equals(Kind.SELECT)
                ? List.of(actor("tryReceive", 0), actor("tryReceive", 1))
                : List.of(actor("tryReceive", 0), actor("tryReceive", 0));
        return new ExecutionScenario(before, List.of(free(), free(), closing), after, null);
    }

    /** What one thread does: mostly what may wait. */
    private List<Actor> free() {
        List<Actor> calls = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            calls.add(call(oneOf(random.nextInt(4) == 0 ? kind.passing : kind.waiting)));
        }
        return calls;
    }

    private Actor call(String method) {
        return switch (method) {
            case "send", "trySend", "selectSendOrReceive" -> actor(method, channel(), ++values);
            case "receive", "tryReceive" -> actor(method, channel());
            case "selectSend" -> actor(method, ++values);
            default -> actor(method);
        };
    }

    private int channel() {
        return kind.equals(Kind.SELECT) ? random.nextInt(2) : 0;
    }

    private String oneOf(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private Actor actor(String name, Object... arguments) {
        Method method = Arrays.stream(subject.getMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return new Actor(method, List.of(arguments));
    }
}
