package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a few strings from a large JSON object. */
class TopLevelJsonTest {

    private static Map<String, String> read(String json, String... names) throws IOException {
        return TopLevelJson.strings(new StringReader(json), Set.of(names));
    }

    @Test
    void findsStringsOfTheOutermostObjectOnly() throws IOException {
        String json = """
                {"a":{"leader":"inner"},"list":[{"leader":"x"},"leader"],"n":1.5e3,"t":true,
                 "label":"leader" , "leader" : "master@10.0.0.1:5050","z":null,"id":"last"}""";

        assertThat(read(json, "leader", "id", "missing"))
                .isEqualTo(Map.of("leader", "master@10.0.0.1:5050", "id", "last"));
    }

    @Test
    void unescapesStrings() throws IOException {
        assertThat(read("{\"a\":\"\\\"\\\\\\/\\n\\u00e9,}\",\"b\":\"\"}", "a", "b"))
                .isEqualTo(Map.of("a", "\"\\/\né,}", "b", ""));
    }

    @Test
    void valuesThatAreNoStringsAreNotFound() throws IOException {
        assertThat(read("{\"leader\":null,\"id\":[\"x\"],\"version\":{\"version\":\"x\"}}", "leader", "id", "version"))
                .isEmpty();
    }

    @Test
    void stopsWhenAllIsFound() throws IOException {
        assertThat(read("{\"id\":\"x\",\"rest\":", "id")).containsEntry("id", "x");
    }

    @Test
    void ofARepeatedMemberTheLastValueCounts() throws IOException {
        assertThat(read("{\"id\":\"a\",\"id\":\"b\"}", "id", "leader")).isEqualTo(Map.of("id", "b"));
    }

    @Test
    void skipsValuesOfAnyLength() throws IOException {
        String text = "x".repeat(100_000);
        String numbers = "1,".repeat(100_000);
        String json = "{\"text\":\"" + text + "\",\"numbers\":[" + numbers + "1],\"id\":\"x\"}";

        assertThat(read(json, "id")).isEqualTo(Map.of("id", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"%s\"}", "{\"%s\":1}", "{%s\"id\":\"x\"}"})
    void keepsNoTokenOfAnyLengthInMemory(String form) {
        EndlessText text = new EndlessText(form);

        assertThatThrownBy(() -> TopLevelJson.strings(text, Set.of("id")))
                .isInstanceOf(IOException.class)
                .hasMessage("response has a name or value of more than 4096 characters");
        assertThat(text.charsRead).isLessThan(20_000);
    }

    /** A form whose {@code %s} is replaced by an endless blank. */
    private static final class EndlessText extends Reader {

        private final String begin;
        private int charsRead;

        EndlessText(String form) {
            begin = form.substring(0, form.indexOf('%'));
        }

        @Override
        public int read(char[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = charsRead < begin.length() ? begin.charAt(charsRead) : ' ';
                charsRead++;
            }
            return length;
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "{", "{\"leader\"", "{\"leader\":\"mas", "{\"a\":\"\\u12", "{\"a\":\"\\uzzzz\"}"})
    void refusesWhatIsNoWholeObjectWithOneLine(String text) {
        assertThatThrownBy(() -> read(text, "leader"))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith("response is ")
                .hasLineCount(1);
    }

    @Test
    void survivesAnyText() {
        long seed = 20261121;
        Random random = new Random(seed);
        String alphabet = "{}[]\":,\\un0a leader";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("{");
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                read(text.toString(), "leader");
            } catch (IOException expected) {
                // not a complete object
            } catch (RuntimeException e) {
                throw new AssertionError("seed=" + seed + ", text=" + text, e);
            }
        }
    }
}
