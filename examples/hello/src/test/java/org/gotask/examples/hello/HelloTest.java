package org.gotask.examples.hello;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gotask.SchedEvent;
import org.gotask.TaskMsg;
import org.gotask.channel.Channel;
import org.gotask.channel.SendChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelloTest {

    @Test
    void everyGreeterGreetsThreeTimesAndSaysGoodbye() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(written, true, UTF_8));
        try {
            runHello();
        } finally {
            System.setOut(before);
        }

        List<String> lines = written.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(7 * 4);
        assertThat(lines.stream().filter(line -> line.startsWith("cheerful-2: ")))
                .containsExactly(
                        "cheerful-2: hi, time 1",
                        "cheerful-2: hi, time 2",
                        "cheerful-2: hi, time 3",
                        "cheerful-2: bye");
        assertThat(lines.stream().filter(line -> line.startsWith("polite-3: ")))
                .containsExactly(
                        "polite-3: good day, time 1",
                        "polite-3: good day, time 2",
                        "polite-3: good day, time 3",
                        "polite-3: bye");
    }

    /** Seven greeters on virtual threads and the listener, joined by plain channels. */
    private static void runHello() throws Exception {
        Channel<TaskMsg> toScheduler = Channel.rendezvous();
        Map<String, Channel<TaskMsg>> toTasks = new HashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (String name :
                List.of("cheerful-0", "cheerful-1", "cheerful-2", "polite-0", "polite-1", "polite-2", "polite-3")) {
            Channel<TaskMsg> in = Channel.rendezvous();
            toTasks.put(name, in);
            String greeting = name.startsWith("cheerful") ? "hi" : "good day";
            SendChannel<TaskMsg> out = toScheduler.mapSent(msg -> msg.withTaskName(name));
            threads.add(Thread.ofVirtual().name(name).start(() -> {
                try {
                    HelloExecutor.greeter(greeting).run(in, out, List.of(name), Map.of());
                } catch (Exception e) {
                    toScheduler.close(name + " failed: " + e);
                }
            }));
        }
        Thread closer = Thread.ofVirtual().start(() -> {
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
                toScheduler.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Channel<SchedEvent> events = Channel.withCapacity(1);
        Channel<TaskMsg> out = Channel.rendezvous();
        Thread forwarder = Thread.ofVirtual().start(() -> {
            try {
                for (TaskMsg msg : out) {
                    Objects.requireNonNull(toTasks.get(msg.taskName())).send(msg);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        HelloScheduler.listener().run(toScheduler, out, events);

        out.close();
        forwarder.join();
        closer.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HelloScheduler", "HelloExecutor"})
    void staysShortEnoughForAFirstRead(String program) throws IOException {
        Path source = Path.of("src/main/java/org/gotask/examples/hello", program + ".java");

        assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(60);
    }
}
