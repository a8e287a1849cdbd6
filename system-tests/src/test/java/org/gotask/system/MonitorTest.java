package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No class that is shipped uses a monitor: on Java 21 a virtual thread that waits for one, or within one, keeps its carrier
 * from all others. No event of the flight recorder tells of a thread that waits to enter one, so the bytecode is read.
 */
class MonitorTest {

    /** The template is no module: NewAppIT compiles copies of it. */
    private static final List<String> NOT_SHIPPED =
            List.of("benchmarks", "channel-proofs", "system-tests", "template", "test-support");

    @Test
    void noClassThatIsShippedUsesAMonitor() throws IOException {
        List<String> uses = new ArrayList<>();
        int read = 0;
        for (Path module : modules()) {
            for (Path file : ownClasses(module, "classes", "src/main/java")) {
                uses.addAll(MonitorUses.in(Files.readAllBytes(file)));
                read++;
            }
        }
        assertThat(read).as("classes read").isGreaterThan(400);
        assertThat(uses).as("use java.util.concurrent.locks instead").isEmpty();
    }

    /** A virtual thread of the code under test waits in a test's monitor as well, and the check for pinned threads fails. */
    @Test
    void noTestUsesAMonitor() throws IOException {
        List<String> uses = new ArrayList<>();
        int read = 0;
        for (Path module : modules()) {
            if (Files.isDirectory(module.resolve("src/test/java"))) {
                for (Path file : ownClasses(module, "test-classes", "src/test/java")) {
                    uses.addAll(MonitorUses.in(Files.readAllBytes(file)));
                    read++;
                }
            }
        }
        assertThat(read).as("classes read").isGreaterThan(400);
        assertThat(uses).as("use java.util.concurrent.locks instead").isEmpty();
    }

    @Test
    void everyUseOfAMonitorIsFound() throws IOException {
        String name = Monitors.class.getName();

        assertThat(MonitorUses.in(bytes(Monitors.class)))
                .containsExactlyInAnyOrder(
                        name + ".method is synchronized",
                        name + ".staticMethod is synchronized",
                        name + ".block has a synchronized block",
                        name + ".waits calls Object.wait",
                        name + ".waitsForAWhile calls Object.wait",
                        name + ".wakes calls Object.notify",
                        name + ".wakes calls Object.notifyAll",
                        name + ".lambda$inLambda$0 has a synchronized block");
    }

    /** The folders of the modules that are shipped, and of the examples. */
    private static List<Path> modules() throws IOException {
        try (Stream<Path> poms = Files.find(AppProcess.PROJECT, 3, (file, attributes) -> file.endsWith("pom.xml"))) {
            return poms.map(Path::getParent)
                    .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .filter(folder -> !NOT_SHIPPED.contains(folder.getFileName().toString()))
                    .toList();
        }
    }

    /** The compiled classes of a module whose source is in it; those that protoc has written are not. */
    private static List<Path> ownClasses(Path module, String output, String source) throws IOException {
        Path classes = module.resolve("target").resolve(output);
        Path sources = module.resolve(source);
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> {
                        String name = classes.relativize(file).toString();
                        String topLevel = name.replaceFirst("(\\$.*)?\\.class$", "");
                        return Files.exists(sources.resolve(topLevel + ".java"));
                    })
                    .toList();
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            return in.readAllBytes();
        }
    }

    /** Each way to use a monitor; never run. */
    @SuppressWarnings({"WaitNotInLoop", "NakedNotify", "UnnecessaryLambda", "UnusedMethod", "UnusedVariable"})
    private static final class Monitors {

        private int count;

        synchronized void method() {
            count++;
        }

        static synchronized void staticMethod() {}

        void block() {
            synchronized (this) {
                count++;
            }
        }

        void waits() throws InterruptedException {
            wait();
        }

        void waitsForAWhile(String lock) throws InterruptedException {
            lock.wait(1);
        }

        void wakes() {
            notify();
            notifyAll();
        }

        Runnable inLambda() {
            return () -> {
                synchronized (this) {
                    count--;
                }
            };
        }
    }
}
