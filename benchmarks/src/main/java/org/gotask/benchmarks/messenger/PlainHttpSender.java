package org.gotask.benchmarks.messenger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;

/** What a driver without a messenger of its own would do. Confined to one thread. */
final class PlainHttpSender implements JavaContestant.Sender {

    private static final int ACCEPTED = 202;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest.Builder request;

    PlainHttpSender(Upid to) {
        String name = FrameworkToExecutorMessage.getDescriptor().getFullName();
        request = HttpRequest.newBuilder(
                        URI.create("http://" + to.host() + ":" + to.port() + "/" + to.id() + "/" + name))
                .header("Libprocess-From", "sender@127.0.0.1:1")
                .header("Content-Type", "application/x-protobuf");
    }

    @Override
    public void send(FrameworkToExecutorMessage message) throws IOException, InterruptedException {
        HttpResponse<Void> response = client.send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(message.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != ACCEPTED) {
            throw new IOException("message refused: status=" + response.statusCode());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
