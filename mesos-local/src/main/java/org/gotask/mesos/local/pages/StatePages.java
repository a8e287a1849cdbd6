package org.gotask.mesos.local.pages;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.gotask.mesos.libprocess.HttpHandler;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.wire.Versions;

/** The pages of a master or agent, computed on its thread. Thread-safe. */
public final class StatePages {

    private static final HttpResponse OK = new HttpResponse(200, Map.of(), ByteString.EMPTY);
    private static final HttpResponse NOT_FOUND = HttpResponse.text(404, "404 Not Found.");
    private static final HttpResponse ENDING = HttpResponse.text(503, "the process is ending");

    private final ActorThread thread;
    private final UnaryOperator<HttpHandler> guard;

    /** @param guard wraps the handlers of {@code /state} */
    public StatePages(ActorThread thread, UnaryOperator<HttpHandler> guard) {
        this.thread = thread;
        this.guard = guard;
    }

    /** Serves {@code /health} under each prefix, with status 200 while the process lives. */
    public void serveHealth(Messenger messenger, List<String> prefixes) {
        for (String prefix : prefixes) {
            String path = prefix + "/health";
            messenger.serve(path, request -> request.path().equals(path) ? OK : NOT_FOUND);
        }
    }

    /** Serves {@code /state} and {@code /state.json}, its former name, under each prefix. */
    public void serveState(Messenger messenger, Supplier<Map<String, Object>> view, List<String> prefixes) {
        for (String prefix : prefixes) {
            for (String name : new String[] {"/state", "/state.json"}) {
                messenger.serve(prefix + name, guard.apply(of(prefix + name, view)));
            }
        }
    }

    /** Serves {@code /version} under a prefix. */
    public void serveVersion(Messenger messenger, String prefix) {
        String path = prefix + "/version";
        String json = JsonWriter.write(Versions.view());
        messenger.serve(path, request -> request.path().equals(path) ? HttpResponse.json(json) : NOT_FOUND);
    }

    /** Serves {@code /metrics/snapshot} under a prefix, without the guard. */
    public void serveMetrics(Messenger messenger, Supplier<Map<String, Object>> view, String prefix) {
        String path = prefix + "/metrics/snapshot";
        messenger.serve(path, of(path, view));
    }

    /** A page whose content is computed on the thread of the state. */
    private HttpHandler of(String path, Supplier<Map<String, Object>> view) {
        return request -> {
            if (!request.path().equals(path)) {
                return NOT_FOUND;
            }
            try {
                return thread.ask(view)
                        .map(JsonWriter::write)
                        .map(HttpResponse::json)
                        .orElse(ENDING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ENDING;
            }
        };
    }
}
