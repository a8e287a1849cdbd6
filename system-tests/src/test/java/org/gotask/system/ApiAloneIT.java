package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gotask.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels, select, timers, scopes and messages work in a program that has the jar of gotask-api and nothing else. */
class ApiAloneIT {

    private static final String PROGRAM = """
            import java.time.Duration;
            import org.gotask.Resources;
            import org.gotask.TaskMsg;
            import org.gotask.channel.Channel;
            import org.gotask.channel.Select;
            import org.gotask.channel.Timers;
            import org.gotask.scope.Scope;

            class Program {
                public static void main(String[] args) throws InterruptedException {
                    Channel<TaskMsg> words = Channel.withCapacity(2);
                    Channel<Integer> lengths = Channel.rendezvous();
                    Scope.run(scope -> {
                        scope.fork("send", () -> {
                            for (String word : args) {
                                words.send(TaskMsg.of("length", word));
                            }
                            words.close();
                        });
                        scope.fork("measure", () -> {
                            for (TaskMsg word : words) {
                                lengths.send(word.text().length());
                            }
                            lengths.close();
                        });
                        int total = 0;
                        for (int length : lengths) {
                            total += length;
                        }
                        System.out.println("total " + total);
                    });
                    Select.create()
                            .receive(Timers.after(Duration.ofMillis(1)), moment -> System.out.println("timer"))
                            .await();
                    System.out.println(Resources.of("cpus", 2).equals(Resources.of("cpus", 2)));
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aProgramRunsOnTheJarAlone() throws Exception {
        Path source = Files.writeString(folder.resolve("Program.java"), PROGRAM);

        List<String> command = List.of("-cp", jar().toString(), source.toString(), "one", "three");
        try (AppProcess program = AppProcess.java(folder.resolve("temp"), Map.of(), command)) {
            int exitCode = program.awaitExit();

            assertThat(program.out()).as(program.output()).containsExactly("total 8", "timer", "true");
            assertThat(exitCode).isZero();
        }
    }

    @Test
    void itsModuleRequiresAnnotationsOnly() throws Exception {
        var module = ModuleFinder.of(jar()).find("org.gotask.api").orElseThrow().descriptor();

        assertThat(module.requires()).extracting(Requires::name).containsExactlyInAnyOrder("java.base", "org.jspecify");
    }

    private static Path jar() throws IOException, URISyntaxException {
        Path jar = Path.of(Channel.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(jar).as("run by verify, after the jars are built").isRegularFile();
        return jar;
    }
}
