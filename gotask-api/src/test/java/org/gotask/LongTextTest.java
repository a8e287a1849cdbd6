package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.gotask.testing.LongTexts;
import org.junit.jupiter.api.Test;

/** What a peer may send is shown in a short line, in time that grows with its length only. */
class LongTextTest {

    @Test
    void reasonOfACodecIsCut() {
        LongTexts.all().forEach(text -> {
            Codec<String> codec = Codec.of("Job", value -> new byte[0], bytes -> {
                throw new IllegalArgumentException(text);
            });

            Throwable refused = catchThrowable(() -> TaskMsg.of("worker-0", "x").as(codec));

            assertThat(refused).isInstanceOf(CodecException.class);
            assertThat(refused.getMessage())
                    .hasSizeLessThan(600)
                    .matches(line -> line.chars().noneMatch(LongTextTest::commandsATerminal));
        });
    }

    @Test
    void nameOfATaskIsCut() {
        LongTexts.all()
                .forEach(text -> assertThat(TaskName.problem(text))
                        .hasValueSatisfying(problem -> assertThat(problem)
                                .hasSizeLessThan(300)
                                .matches(line -> line.chars().noneMatch(LongTextTest::commandsATerminal))));
    }

    private static boolean commandsATerminal(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
    }
}
