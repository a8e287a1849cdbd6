package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.tiny;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private LocalCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = LocalCluster.start(LocalSpec.parse("local[2]{cpus=4,mem=2048,disk=100}"));
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/state", "/state.json", "/master/state", "/master/state.json"})
    void masterStateNamesTheLeaderAsItSendsItself(String path) throws Exception {
        var response = get(cluster.master(), path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .contains("\"leader\":\"master@" + cluster.masterAddress() + "\"")
                .contains("\"pid\":\"master@" + cluster.masterAddress() + "\"")
                .contains("\"activated_slaves\":2.0");
    }

    @Test
    void stateShowsWhoHasWhat() throws Exception {
        try (var scheduler = SchedulerPeer.registered(cluster, "say \"hi\"")) {
            Offer offer = scheduler.offers().getFirst();
            scheduler.launch(
                    List.of(offer), 1000, tiny(offer, "t1", "e1", "hold").build());
            scheduler.await("t1", TaskState.TASK_RUNNING);

            String master = get(cluster.master(), "/state").body();
            assertThat(master)
                    .contains("\"name\":\"say \\\"hi\\\"\"")
                    .contains("\"id\":\"t1\"", "\"state\":\"TASK_RUNNING\"", "\"executor_id\":\"e1\"")
                    .contains("\"used_resources\":{\"cpus\":0.2,\"gpus\":0.0,\"mem\":64.0,\"disk\":0.0}")
                    .contains("\"ports\":\"[31000-31499]\"");
            String agent = get(cluster.agents().getFirst().address(), "/slave(1)/state")
                    .body();
            assertThat(agent)
                    .contains("\"id\":\"" + offer.getSlaveId().getValue() + "\"")
                    .contains("\"directory\":\"" + cluster.workDirectory() + "/slaves/")
                    .contains("\"state\":\"TASK_RUNNING\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slave(1)/health", "/slave%281%29/health", "/health"})
    void agentsAreHealthy(String path) throws Exception {
        Upid agent = cluster.agents().getFirst().address();

        var head = client.send(
                request(agent, path)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(get(agent, path).body()).isEmpty();
    }

    @Test
    void versionMetricsAndRedirectAreThere() throws Exception {
        assertThat(get(cluster.master(), "/version").body()).contains("\"version\":\"1.12.0\"", "\"build_time\":");
        assertThat(get(cluster.master(), "/metrics/snapshot").body())
                .contains("\"master/slaves_active\":2.0", "\"master/cpus_total\":8.0", "\"master/elected\":1.0");
        assertThat(get(cluster.agents().getFirst().address(), "/metrics/snapshot")
                        .body())
                .contains("\"slave/registered\":1.0");
        var redirect = get(cluster.master(), "/master/redirect");
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("Location"))
                .contains("//localhost:" + cluster.master().port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/master/version", "/redirect/x", "/state/x", "/"})
    void otherPathsAreNotFound(String path) throws Exception {
        assertThat(get(cluster.master(), path).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(Upid process, String path) throws Exception {
        return client.send(request(process, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Upid process, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + process.host() + ":" + process.port() + path));
    }
}
