package org.gotask.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NullArgumentsTest {

    /** Refuses as it should. */
    public static final class Careful {
        public Careful(String name) {
            Objects.requireNonNull(name, "name");
        }

        public static void all(List<String> names, @Nullable String perhaps) {
            List.copyOf(Objects.requireNonNull(names, "names"));
        }
    }

    /** Accepts what it should refuse. */
    public static final class Careless {
        public static void ignores(String name) {}

        public static void stumbles(String name) {
            new CountDownLatch(name.length()).countDown();
        }

        public static void looksOnlyOutside(List<String> names) {
            Objects.requireNonNull(names, "names");
        }

        public static void waits(String name) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void findsNothingWhereNullIsRefusedByName() {
        assertThat(NullArguments.of(List.of(Careful.class)).offenders()).isEmpty();
    }

    @Test
    void findsEachParameterThatAcceptsNullOrRefusesItWithoutItsName() {
        assertThat(NullArguments.of(List.of(Careless.class)).offenders())
                .hasSize(4)
                .anySatisfy(line ->
                        assertThat(line).isEqualTo("Careless.ignores: null as name of 1 parameters was accepted"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Careless.stumbles: null as name of 1 parameters threw java.lang.NullPointer"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("Careless.looksOnlyOutside: null in names of 1 parameters was accepted"))
                .anySatisfy(line -> assertThat(line).contains("Careless.waits", "InterruptedException"));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void findsAMethodThatCannotBeCalled() {
        assertThat(NullArguments.of(List.of(Comparable.class)).offenders())
                .singleElement()
                .asString()
                .contains("Comparable.compareTo", "no sample");
        assertThat(NullArguments.of(List.of(Comparable.class))
                        .implementedByUsers(Comparable.class)
                        .offenders())
                .isEmpty();
    }
}
