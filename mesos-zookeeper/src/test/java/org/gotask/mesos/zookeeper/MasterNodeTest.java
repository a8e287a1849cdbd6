package org.gotask.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.MasterInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nodes of masters: their names, the leading one, and their data. */
class MasterNodeTest {

    private static List<String> names(String... children) {
        return MasterNode.of(List.of(children)).stream().map(MasterNode::name).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MasterInfo json(String text) throws MalformedMasterException {
        return new MasterNode("json.info_1", MasterNode.Format.JSON, 1).master(bytes(text));
    }

    @Test
    void nobodyLeadsWhereNobodyStands() {
        assertThat(names()).isEmpty();
        assertThat(names("log_replicas", "info", "json.info_", "_", "json.info_x1", "other_0000000001", "json.info_1_"))
                .isEmpty();
    }

    @Test
    void smallestNumberLeads() {
        assertThat(names("info_0000000005", "info_0000000003", "info_0000000004"))
                .containsExactly("info_0000000003", "info_0000000004", "info_0000000005");
    }

    @Test
    void smallestNumberLeadsWhateverTheFormat() {
        assertThat(names("json.info_0000000032", "info_0000000021", "0000000040", "log_replicas", "foo_0000000001"))
                .containsExactly("info_0000000021", "json.info_0000000032", "0000000040");
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(names("json.info_0000000010", "json.info_9")).containsExactly("json.info_9", "json.info_0000000010");
        assertThat(names("json.info_9999999999", "json.info_0000000000"))
                .containsExactly("json.info_0000000000", "json.info_9999999999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json.info_00000000001", "json.info_-2147483648", "json.info_１", "json_info_0000000001"})
    void oddNamesAreNoMasters(String name) {
        assertThat(MasterNode.find(name)).isEmpty();
    }

    @Test
    void readsWhatMesosWrites() throws MalformedMasterException {
        MasterInfo info = json(Masters.REAL);

        assertThat(info.getId()).isEqualTo("a9f0");
        assertThat(info.getPid()).isEqualTo("master@10.0.0.1:5050");
        assertThat(info.getIp()).isEqualTo(16777226);
        assertThat(info.getPort()).isEqualTo(5050);
        assertThat(info.getHostname()).isEqualTo("m1.example.org");
        assertThat(info.getVersion()).isEqualTo("1.12.0");
        assertThat(info.getAddress().getIp()).isEqualTo("10.0.0.1");
    }

    @Test
    void readsBackWhatItWrites() throws MalformedMasterException {
        MasterInfo info = Masters.master("id \"quoted\"", 5050);

        assertThat(json(new String(MasterInfoJson.write(info), StandardCharsets.UTF_8)))
                .isEqualTo(info);
    }

    @Test
    void highAddressIsWrittenAsUnsigned() throws MalformedMasterException {
        MasterInfo info = Masters.master("a", 1).toBuilder().setIp(-1).build();

        assertThat(new String(MasterInfoJson.write(info), StandardCharsets.UTF_8))
                .contains("\"ip\":4294967295,");
        assertThat(json("{\"ip\":4294967295,\"pid\":\"master@h:1\"}").getIp()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"address\":{\"ip\":\"10.0.0.2\",\"port\":5051},\"ip\":1,\"port\":1}|master@10.0.0.2:5051",
                "{\"ip\":16777226,\"port\":5050}|master@10.0.0.1:5050",
                "{\"ip\":16777343,\"port\":5050,\"pid\":\"\"}|master@127.0.0.1:5050",
                "{\"pid\":\"master@m1:5050\",\"news\":{\"deep\":[1,{\"x\":null}]},\"capabilities\":[{\"type\":\"NEWEST\"}]}|master@m1:5050"
            })
    void addressIsFoundWhereverItIsTold(String text, String pid) throws MalformedMasterException {
        assertThat(json(text).getPid()).isEqualTo(pid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "master@10.0.0.1:5050",
                "[]",
                "{",
                "{}",
                "{\"pid\":1}",
                "{\"pid\":\"nobody\"}",
                "{\"port\":-1}",
                "{\"port\":65536}",
                "{\"port\":1e9}",
                "{\"ip\":99999999999999999999999999}",
                "{\"ip\":\"10.0.0.1\"}",
                "{\"address\":\"10.0.0.1\"}",
                "{\"address\":{\"ip\":\"10.0.0.1\"}}"
            })
    void malformedJsonIsExplainedInOneLine(String text) {
        assertThatThrownBy(() -> json(text))
                .isInstanceOf(MalformedMasterException.class)
                .message()
                .startsWith("it")
                .hasLineCount(1);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] data = bytes("{\"id\":\"?\",\"pid\":\"master@10.0.0.1:5050\"}");
        data[7] = (byte) 0xff;

        assertThatThrownBy(() -> new MasterNode("json.info_1", MasterNode.Format.JSON, 1).master(data))
                .isInstanceOf(MalformedMasterException.class)
                .hasMessage("it is malformed JSON");
    }

    @Test
    void moreThanAMegabyteIsRefused() {
        assertThatThrownBy(() -> json("{\"id\":\"" + "x".repeat(1 << 20) + "\"}"))
                .isInstanceOf(MalformedMasterException.class)
                .hasMessageStartingWith("it is too long: lengthBytes=");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> json("{\"x\":" + "[".repeat(100_000))).isInstanceOf(MalformedMasterException.class);
    }

    @Test
    void readsOlderFormats() throws MalformedMasterException {
        MasterInfo info = Masters.master("a", 5050);

        assertThat(MasterNode.find("info_0000000001").orElseThrow().master(info.toByteArray()))
                .isEqualTo(info);
        assertThat(MasterNode.find("0000000001")
                        .orElseThrow()
                        .master(bytes("master@10.0.0.1:5050\n"))
                        .getPid())
                .isEqualTo("master@10.0.0.1:5050");
        assertThatThrownBy(() -> MasterNode.find("0000000001").orElseThrow().master(bytes("@0.0.0.0:0")))
                .isInstanceOf(MalformedMasterException.class);
        assertThatThrownBy(
                        () -> MasterNode.find("info_0000000001").orElseThrow().master(bytes("x")))
                .isInstanceOf(MalformedMasterException.class);
    }

    @Test
    void anyBytesAreAMasterOrMalformed() {
        long seed = 20261125;
        Random random = new Random(seed);
        byte[] real = bytes(Masters.REAL);
        byte[] protobuf = Masters.master("a", 5050).toByteArray();
        for (int i = 0; i < 20_000; i++) {
            MasterNode.Format format = List.of(MasterNode.Format.values()).get(i % 3);
            byte[] data = random.nextInt(4) == 0
                    ? new byte[random.nextInt(100)]
                    : (format == MasterNode.Format.PROTOBUF ? protobuf : real).clone();
            for (int change = random.nextInt(6); change > 0 && data.length > 0; change--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt();
            }
            try {
                MasterInfo info = new MasterNode("x_1", format, 1).master(data);
                assertThat(Upid.find(info.getPid()))
                        .as("seed=%d, i=%d", seed, i)
                        .isPresent();
            } catch (MalformedMasterException declared) {
                assertThat(declared.getMessage()).as("seed=%d, i=%d", seed, i).startsWith("it");
            }
        }
    }
}
