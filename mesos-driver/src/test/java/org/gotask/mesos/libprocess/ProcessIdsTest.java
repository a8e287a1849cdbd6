package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessIdsTest {

    @Test
    void unguessableIdsHave128RandomBitsAndNeverRepeat() {
        Stream<String> ids = IntStream.range(0, 10_000).mapToObj(i -> ProcessIds.unguessable("master"));

        assertThat(ids).allMatch(id -> id.matches("master-[0-9a-f]{32}")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "master, master",
        "slave(1), slave(1)",
        "scheduler-6a1e92c4, scheduler-6a1e92c4",
        "0123456789abcdef0123456789abcde, 0123456789abcdef0123456789abcde",
        "master-0123456789abcdef0123456789abcdef, master-01234567…",
        "slave-1-0123456789ABCDEF0123456789ABCDEF, slave-1-01234567…",
        "facade-0123456789abcdef0123456789abcdef, facade-01234567…",
        "scheduler-6a1e92c4-0b3f-4c5d-8e6f-0123456789ab, scheduler-6a1e92c4…",
        "0123456789abcdef0123456789abcdef, 01234567…"
    })
    void onlyTheBeginningOfAnUnguessableIdIsPrinted(String id, String printed) {
        assertThat(ProcessIds.printable(id)).isEqualTo(printed);
    }
}
