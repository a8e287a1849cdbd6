package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpidTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "master@10.0.0.1:5050",
                "slave(1)@10.0.0.2:5051",
                "scheduler-6a1e92c4-0b3f@10.0.0.3:40001",
                "master@localhost:1",
                "a/b%c@my-host.example_1.org:65535"
            })
    void printsWhatItRead(String text) {
        assertThat(Upid.parse(text)).hasToString(text);
        assertThat(Upid.parse(text).wire()).isEqualTo(text);
    }

    @Test
    void showsOnlyTheBeginningOfASecretId() {
        Upid upid = new Upid(ProcessIds.unguessable("slave-1"), "10.0.0.2", 5051);

        assertThat(Upid.parse(upid.wire())).isEqualTo(upid);
        assertThat(upid.toString()).matches("slave-1-[0-9a-f]{8}…@10\\.0\\.0\\.2:5051");
        assertThat(Upid.find(upid.toString())).as("nobody can be reached at it").isEmpty();
    }

    @Test
    void hasItsParts() {
        Upid upid = Upid.parse("slave(1)@10.0.0.2:5051");

        assertThat(upid.id()).isEqualTo("slave(1)");
        assertThat(upid.host()).isEqualTo("10.0.0.2");
        assertThat(upid.port()).isEqualTo(5051);
        assertThat(upid).isEqualTo(new Upid("slave(1)", "10.0.0.2", 5051));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "x@",
                "x@:",
                "x@:5050",
                "x@10.0.0.1",
                "x@10.0.0.1:",
                "@10.0.0.1:5050",
                "@0.0.0.0:0",
                "x@0.0.0.0:5050",
                "x@10.0.0.1:0",
                "x@10.0.0.1:65536",
                "x@10.0.0.1:99999999999999999999",
                "x@10.0.0.1:-1",
                "x@10.0.0.1:+80",
                "x@10.0.0.1:80a",
                "x@10.0.0.1:٣",
                "x@y@10.0.0.1:5050",
                "x@10.0.0.1:5050@",
                "x @10.0.0.1:5050",
                "x@10.0.0.1 :5050",
                "x@10.0.0.1:5050 ",
                "x\r\nEvil: y@10.0.0.1:5050",
                "x@300.0.0.1:5050",
                "x@10.0.1:5050",
                "x@010.0.0.1:5050",
                "x@::1:5050",
                "x@[::1]:5050",
                "x@ho/st:5050",
                "ü@10.0.0.1:5050"
            })
    void refusesAllElseWithOneLine(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Upid.parse(text))
                .withMessageStartingWith("malformed upid: text=\"")
                .withMessageContaining("expected id@host:port")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "\r"));
        assertThat(Upid.find(text.strip())).isEqualTo(Upid.find(text));
    }

    @Test
    void cutsHugeTextInItsMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Upid.parse("x".repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "@0.0.0.0:0", "x@", "nonsense", "x@0.0.0.0:0", "@10.0.0.1:5050"})
    void findsNobody(String text) {
        assertThat(Upid.find(text)).isEmpty();
    }

    @Test
    void findsAnAddressBetweenBlanks() {
        assertThat(Upid.find(" master@10.0.0.1:5050\t")).contains(new Upid("master", "10.0.0.1", 5050));
    }

    @Test
    void tellsHostTextsApart() {
        assertThat(Upid.parse("master@localhost:5050")).isNotEqualTo(Upid.parse("master@127.0.0.1:5050"));
    }

    @Test
    void resolvesToANumericHost() throws Exception {
        assertThat(Upid.parse("master@localhost:5050").resolved()).hasToString("master@127.0.0.1:5050");
        assertThat(Upid.resolveHost("10.1.2.3")).isEqualTo("10.1.2.3");
    }

    @Test
    void saysWhichHostIsUnknown() {
        assertThatThrownBy(() -> Upid.resolveHost("no-such-host.invalid"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no-such-host.invalid");
    }
}
