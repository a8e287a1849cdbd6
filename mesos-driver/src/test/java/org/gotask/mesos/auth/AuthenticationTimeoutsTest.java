package org.gotask.mesos.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The timeouts of authentication attempts. */
class AuthenticationTimeoutsTest {

    /** A generator of extreme values. */
    private static final RandomGenerator HIGHEST = new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public double nextDouble() {
            return 1;
        }
    };

    @Test
    void growsLikeMesossOwn() {
        AuthenticationTimeouts timeouts = AuthenticationTimeouts.DEFAULT;

        assertThat(timeouts.limit(0, HIGHEST)).isEqualTo(Duration.ofSeconds(7));
        assertThat(timeouts.limit(1, HIGHEST)).isEqualTo(Duration.ofSeconds(9));
        assertThat(timeouts.limit(2, HIGHEST)).isEqualTo(Duration.ofSeconds(13));
        assertThat(timeouts.limit(5, HIGHEST)).isEqualTo(Duration.ofSeconds(60));
        assertThat(timeouts.limit(Integer.MAX_VALUE, HIGHEST)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void readsTheEnvironment() {
        assertThat(AuthenticationTimeouts.fromEnvironment(Map.of())).isEqualTo(AuthenticationTimeouts.DEFAULT);
        assertThat(AuthenticationTimeouts.fromEnvironment(Map.of("MESOS_AUTHENTICATION_TIMEOUT_MIN", "")))
                .as("empty")
                .isEqualTo(AuthenticationTimeouts.DEFAULT);
        assertThat(AuthenticationTimeouts.fromEnvironment(Map.of(
                        "MESOS_AUTHENTICATION_TIMEOUT_MIN", "1secs",
                        "MESOS_AUTHENTICATION_TIMEOUT_MAX", "2mins",
                        "MESOS_AUTHENTICATION_BACKOFF_FACTOR", "500ms")))
                .isEqualTo(new AuthenticationTimeouts(
                        Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMillis(500)));
    }

    @Test
    void namesAllThatIsMalformed() {
        assertThatThrownBy(() -> AuthenticationTimeouts.fromEnvironment(Map.of(
                        "MESOS_AUTHENTICATION_TIMEOUT_MIN", "soon", "MESOS_AUTHENTICATION_BACKOFF_FACTOR", "0secs")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MESOS_AUTHENTICATION_TIMEOUT_MIN is malformed")
                .hasMessageContaining("MESOS_AUTHENTICATION_BACKOFF_FACTOR=0secs, expected a time above zero");
        assertThatThrownBy(() ->
                        AuthenticationTimeouts.fromEnvironment(Map.of("MESOS_AUTHENTICATION_TIMEOUT_MAX", "1secs")))
                .hasMessageContaining("MESOS_AUTHENTICATION_TIMEOUT_MAX is shorter than");
    }

    @Test
    void refusesWhatIsOutOfRange() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new AuthenticationTimeouts(Duration.ZERO, second, second))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuthenticationTimeouts(second, Duration.ZERO, second))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuthenticationTimeouts(second, second, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
