package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.gotask.system.AppProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a standalone local cluster: what a web page of an attacker can have a browser ask for. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

    private static final String STARTED = "mesos-local: master=";

    private Intruder intruder;
    private AppProcess cluster;
    private int port;

    @BeforeAll
    void start() throws Exception {
        intruder = Intruder.enter();
        cluster = AppProcess.jar(
                Files.createDirectory(intruder.folder().resolve("cluster")),
                "mesos-local/target/mesos-local.jar",
                "--agents=1",
                "--port=0");
        cluster.awaitLine(line -> line.startsWith(STARTED));
        String line = cluster.out().stream()
                .filter(text -> text.startsWith(STARTED))
                .findFirst()
                .orElseThrow();
        port = Integer.parseInt(
                line.substring(line.indexOf(':', STARTED.length()) + 1).split("\\D", 2)[0]);
    }

    @AfterAll
    void end() throws Exception {
        cluster.close();
        intruder.close();
    }

    private Answer ask(String method, String... fields) throws Exception {
        String head = method + " /state HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
        return intruder.exchange(port, head.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:80"})
    void stateIsShownUnderTheNamesOfTheMaster(String host) throws Exception {
        Answer answer = ask("GET", "Host: " + host);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"activated_slaves\":");
    }

    @Test
    void stateIsNotShownUnderANameOfAStranger() throws Exception {
        Answer answer = ask("GET", "Host: attacker.example");

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body()).doesNotContain("slaves");
    }

    @Test
    void stateIsNotShownToAPageOfAStranger() throws Exception {
        Answer answer = ask("GET", "Host: 127.0.0.1:" + port, "Origin: http://attacker.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("slaves");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "PATCH", "OPTIONS"})
    void stateCannotBeAskedToChange(String method) throws Exception {
        assertThat(ask(method, "Host: 127.0.0.1").status()).isEqualTo(405);
    }
}
