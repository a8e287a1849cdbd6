package org.gotask.mesos.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.Upid;

/** Requests an agent's health page, over a new connection each time. Stateless. */
final class HttpProbe implements AgentHealthChecker.Probe {

    private final int timeoutMillis;

    HttpProbe(Duration timeout) {
        timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public Optional<String> problem(Upid agent) {
        try {
            URI page = new URI("http", null, agent.host(), agent.port(), "/" + agent.id() + "/health", null, null);
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
            try {
                connection.setRequestMethod("HEAD");
                connection.setConnectTimeout(timeoutMillis);
                connection.setReadTimeout(timeoutMillis);
                connection.setRequestProperty("Connection", "close");
                connection.setUseCaches(false);
                connection.setInstanceFollowRedirects(false);
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? Optional.empty() : Optional.of("status " + status);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.of(NetworkReason.of(e));
        } catch (URISyntaxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
