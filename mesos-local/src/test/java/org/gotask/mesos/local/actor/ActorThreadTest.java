package org.gotask.mesos.local.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActorThreadTest {

    private final ActorThread thread = new ActorThread("test");

    @AfterEach
    void close() {
        thread.close();
    }

    /** It would otherwise be waited for in vain. */
    @Test
    void errorOfAQuestionReachesTheCaller() throws Exception {
        assertThatThrownBy(() -> thread.ask(() -> {
                    throw new NoClassDefFoundError("no file can be opened");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);

        assertThat(thread.ask(() -> "answer")).contains("answer");
    }

    @Test
    void errorOfAnEventDoesNotEndTheThread() throws Exception {
        thread.execute(() -> {
            throw new NoClassDefFoundError("no file can be opened");
        });

        assertThat(thread.ask(() -> "answer")).contains("answer");
    }
}
