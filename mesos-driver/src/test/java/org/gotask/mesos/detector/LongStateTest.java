package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import org.gotask.testing.LongTexts;
import org.junit.jupiter.api.Test;

/** A long answer of a master is read in time that grows with its length only. */
class LongStateTest {

    @Test
    void stateIsReadOrRefused() {
        LongTexts.all().forEach(text -> {
            for (String json : new String[] {text, "{\"a\":" + text, "{\"a\":\"" + text, "{\"leader\":\"" + text}) {
                Throwable thrown =
                        catchThrowable(() -> TopLevelJson.strings(new StringReader(json), Set.of("leader", "id")));

                assertThat(thrown).isInstanceOf(IOException.class);
                assertThat(thrown.getMessage()).hasSizeLessThan(200);
            }
        });
    }

    @Test
    void locationIsReadOrRefused() {
        StatePlace place = StatePlace.of("127.0.0.1", 5050);
        LongTexts.all().forEach(text -> {
            for (String location : new String[] {text, "//" + text, "http://h:" + text + "/", "http://h/" + text}) {
                Throwable thrown = catchThrowable(() -> place.redirected(location));

                if (thrown != null) {
                    assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
                    assertThat(thrown.getMessage()).hasSizeLessThan(400);
                }
            }
        });
    }
}
