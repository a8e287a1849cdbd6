package org.gotask.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.Samples.MASTER_UPID;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.AuthenticationErrorMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.gotask.mesos.runtime.ExpectedSender;
import org.gotask.mesos.runtime.MessageHandlers;
import org.junit.jupiter.api.Test;

/**
 * Random input for a driver, generated from seeds: addresses, environments, and bodies of all messages. Only the
 * declared exceptions are thrown, with one-line messages. {@code -Dgotask.fuzz.rounds=N} generates more of each.
 */
class DriverFuzzTest {

    private static final long SEED = 20261125;
    private static final int ROUNDS = Integer.getInteger("gotask.fuzz.rounds", 20_000);

    private final Random random = new Random(SEED);

    /** Neither letters nor hyphens, so that a changed address is never a host name that would be looked up. */
    private String mutated(String text, String alphabet) {
        StringBuilder changed = new StringBuilder(text);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(changed.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 1 -> changed.delete(Math.max(0, at - 1), at);
                default -> changed.setLength(at);
            }
        }
        return changed.toString();
    }

    private static void assertOneLine(IllegalArgumentException declared, String of) {
        assertThat(declared.getMessage())
                .as("seed=%d, of=%s", SEED, of)
                .isNotEmpty()
                .hasLineCount(1)
                .hasSizeLessThan(4096);
    }

    @Test
    void anyTextIsAnAddressOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            String text =
                    mutated(random.nextBoolean() ? "master@10.0.0.1:5050" : "x@m1.example.org:1", "@:.0129()- \n\0ü%/");
            try {
                Upid upid = Upid.parse(text);
                assertThat(Upid.parse(upid.wire())).as("seed=%d", SEED).isEqualTo(upid);
            } catch (IllegalArgumentException declared) {
                assertOneLine(declared, text);
            }
            Upid.find(text);
        }
    }

    @Test
    void anyEnvironmentIsReadOrRefused() {
        for (int i = 0; i < ROUNDS / 4; i++) {
            Map<String, String> variables = new HashMap<>(ExecutorEnvironmentTest.complete());
            variables.put("MESOS_SLAVE_PID", "slave(1)@127.0.0.1:5051");
            List<String> names = new ArrayList<>(variables.keySet());
            for (int change = random.nextInt(3); change >= 0; change--) {
                String name = names.get(random.nextInt(names.size()));
                if (random.nextInt(5) == 0) {
                    variables.remove(name);
                } else {
                    variables.computeIfPresent(name, (unused, value) -> mutated(value, "@:.0129() \n\0/"));
                }
            }
            try {
                ExecutorEnvironment.read(variables);
            } catch (IllegalArgumentException declared) {
                assertOneLine(declared, variables.toString());
            }
        }
    }

    @Test
    void anyBodyOfAnyMessageIsHandledOrGarbled() {
        RecordingScheduler scheduler = new RecordingScheduler();
        FakeEffects<Scheduler, SchedulerDriver> effects = new FakeEffects<>(
                scheduler,
                new MesosSchedulerDriver(DriverConfig.builder()
                        .scheduler(scheduler)
                        .framework(Samples.FRAMEWORK_INFO)
                        .detector(() -> new FakeDetector(Optional.empty()))
                        .build()));
        SchedulerProcess process = new SchedulerProcess(
                Samples.FRAMEWORK_INFO,
                Samples.noAuthentication(effects),
                RegistrationBackoff.DEFAULT,
                effects,
                () -> {},
                new Random(7),
                Clock.systemUTC());
        Handlers handlers = new Handlers();
        new SchedulerInbox(process, effects, AcknowledgementMode.IMPLICIT).install(handlers);
        process.leaderChanged(Optional.of(new MasterConnection.Leader("m", MASTER_UPID)));
        process.registered(Samples.FRAMEWORK, "m");
        List<ByteString> bodies = bodies();

        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = bodies.get(random.nextInt(bodies.size())).toByteArray();
            for (int change = random.nextInt(4); change > 0 && body.length > 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            handlers.receive(random, body);
            effects.sent.clear();
            effects.ignored.clear();
            effects.failures.clear();
            effects.timers.clear();
        }

        assertThat(handlers.handled).as("seed=%d", SEED).isPositive();
        assertThat(handlers.garbled).as("seed=%d", SEED).isPositive();
    }

    private static List<ByteString> bodies() {
        return List.of(
                ByteString.EMPTY,
                Samples.update("t", TaskState.TASK_RUNNING, Samples.uuid()).toByteString(),
                ResourceOffersMessage.newBuilder()
                        .addOffers(Samples.offer("o"))
                        .addPids("slave(1)@127.0.0.1:5051")
                        .build()
                        .toByteString(),
                FrameworkRegisteredMessage.newBuilder()
                        .setFrameworkId(Samples.FRAMEWORK)
                        .setMasterInfo(Samples.masterInfo("m", MASTER_UPID))
                        .build()
                        .toByteString(),
                ExecutorToFrameworkMessage.newBuilder()
                        .setFrameworkId(Samples.FRAMEWORK)
                        .setExecutorId(Samples.EXECUTOR)
                        .setSlaveId(Samples.AGENT)
                        .setData(ByteString.copyFromUtf8("data"))
                        .build()
                        .toByteString(),
                AuthenticationErrorMessage.newBuilder().setError("no").build().toByteString());
    }

    /** Passes arbitrary bytes to an arbitrary handler, as the dispatcher would. */
    private static final class Handlers implements MessageHandlers {
        private final List<Handler<?>> all = new ArrayList<>();
        private int handled;
        private int garbled;

        private record Handler<M extends Message>(M prototype, BiConsumer<Optional<Upid>, M> handler) {
            @SuppressWarnings("unchecked") // the parser of a type creates messages of that type
            void receive(byte[] body) throws InvalidProtocolBufferException {
                handler.accept(Optional.of(MASTER_UPID), (M)
                        prototype.getParserForType().parseFrom(body));
            }
        }

        @Override
        public <M extends Message> void on(M prototype, ExpectedSender sender, BiConsumer<Optional<Upid>, M> handler) {
            all.add(new Handler<>(prototype, handler));
        }

        @Override
        public <M extends Message> void onFromAnybody(M prototype, BiConsumer<Optional<Upid>, M> handler) {
            all.add(new Handler<>(prototype, handler));
        }

        void receive(Random random, byte[] body) {
            try {
                all.get(random.nextInt(all.size())).receive(body);
                handled++;
            } catch (InvalidProtocolBufferException declared) {
                garbled++;
            }
        }
    }
}
