package org.gotask.mesos.local.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void nestsObjectsAndLists() {
        var object = new LinkedHashMap<String, Object>();
        object.put("list", List.of(1, true, Map.of()));
        object.put("empty", List.of());

        assertThat(JsonWriter.write(object)).isEqualTo("{\"list\":[1,true,{}],\"empty\":[]}");
    }

    @Test
    void keepsWholeNumbersWholeAndRealsReal() {
        assertThat(JsonWriter.write(List.of(5050, 5L, 1.0, 0.001, 1_795_207_510.623, 1_767_225_600.0)))
                .isEqualTo("[5050,5,1.0,0.001,1795207510.623,1767225600.0]");
        assertThat(JsonWriter.write(List.of(Double.NaN, Double.POSITIVE_INFINITY)))
                .isEqualTo("[0.0,0.0]");
    }

    @Test
    void escapesWhatWouldBreakTheText() {
        assertThat(JsonWriter.write("a\"b\\c\n\r\t\u0001\u2028</script>é😀"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u2028</script>é😀\"");
    }

    @Test
    void escapesHalvesOfCharacters() {
        assertThat(JsonWriter.write("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(JsonWriter.write("\ude00x")).isEqualTo("\"\\ude00x\"");
    }

    @Test
    void escapesKeysToo() {
        assertThat(JsonWriter.write(Map.of("a\"b", ""))).isEqualTo("{\"a\\\"b\":\"\"}");
    }

    @Test
    void refusesWhatHasNoForm() {
        assertThatThrownBy(() -> JsonWriter.write(new Object())).hasMessage("no JSON form: type=java.lang.Object");
    }
}
