package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.MasterInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalMasterDetectorTest {

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    private final MasterDetector.Listener listener = new MasterDetector.Listener() {
        @Override
        public void leaderChanged(Optional<MasterInfo> leader) {
            heard.add(leader.orElseThrow());
        }

        @Override
        public void failed(String message) {
            heard.add(message);
        }
    };

    @Test
    void reportsItsMasterWhenAllAgentsAreThere() throws Exception {
        Upid master;
        try (MasterDetector detector = MasterDetectors.create("local[3]")) {
            detector.start(listener);

            MasterInfo info = (MasterInfo) next();
            master = Upid.parse(info.getPid());
            try (var scheduler = new SchedulerPeer(master)) {
                scheduler.subscribe(FrameworkInfo.newBuilder()
                        .setUser("nobody")
                        .setName("detector")
                        .build());
                assertThat(scheduler.offers()).hasSize(3);
            }
            detector.connectionLost();
            assertThat(next()).isEqualTo(info);
        }
        assertThatThrownBy(() -> new Socket(master.host(), master.port()).close())
                .isInstanceOf(ConnectException.class);
    }

    /** Catches a cluster that other processes can use as well, because they know the names of Mesos's processes. */
    @Test
    void tellsNobodyElseWhatItsMasterIsCalled() throws Exception {
        try (MasterDetector detector = MasterDetectors.create("local[2]");
                HttpClient client = HttpClient.newHttpClient()) {
            detector.start(listener);

            Upid master = Upid.parse(((MasterInfo) next()).getPid());

            assertThat(master.id()).matches("master-[0-9a-f]{32}");
            String address = "http://" + master.host() + ":" + master.port();
            for (String path : List.of("/state", "/master/state", "/health", "/version", "/metrics/snapshot")) {
                assertThat(get(client, address + path).statusCode()).isEqualTo(404);
            }
            String state = get(client, address + "/" + master.id() + "/state").body();
            assertThat(state).contains("\"activated_slaves\":2.0").doesNotContain(master.id());
            assertThat(state).doesNotContainPattern("slave-\\d-[0-9a-f]{9}");
        }
    }

    @Test
    void mayBeClosedWhileItStarts() {
        MasterDetector detector = MasterDetectors.create("local[8]");
        detector.start(listener);

        detector.close();
        detector.close();

        assertThat(heard).isEmpty();
    }

    @Test
    void tellsInOneLineWhyThereIsNoCluster(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        for (String wrong : new String[] {file.toString(), file + "/x"}) {
            try (MasterDetector detector = MasterDetectors.create("local{work_dir=" + wrong + "}")) {
                detector.start(listener);

                assertThat(next().toString())
                        .startsWith("local cluster cannot be started: work directory cannot be used: work_dir=" + wrong
                                + ", " + file)
                        .containsIgnoringCase("not a directory")
                        .hasLineCount(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[", "local[0]", "local{cpu=1}", "local 3", "local(3)"})
    void claimsWhatIsMeantForItEvenIfItIsWrong(String specification) {
        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5050", "local:5050", "local.net:5050", "master@local:5050"})
    void leavesHostsToOthers(String specification) {
        assertThat(new LocalMasterDetectorProvider().accepts(specification)).isFalse();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Object next() throws InterruptedException {
        Object next = heard.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("the report of the detector").isNotNull();
        return Objects.requireNonNull(next);
    }
}
