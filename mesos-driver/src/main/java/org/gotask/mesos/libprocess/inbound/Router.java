package org.gotask.mesos.libprocess.inbound;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gotask.mesos.libprocess.HttpHandler;
import org.gotask.mesos.libprocess.HttpRequest;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.wire.RequestHead.MessagePath;
import org.gotask.mesos.libprocess.wire.RequestHead.ToPage;
import org.gotask.mesos.log.ProcessErrors;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes and pages of a messenger; passes requests to them. Thread-safe. */
public final class Router {

    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private static final HttpResponse NOT_FOUND = HttpResponse.text(404, "404 Not Found.");
    private static final HttpResponse METHOD_NOT_ALLOWED = new HttpResponse(
            405,
            Map.of("Content-Type", "text/plain; charset=utf-8", "Allow", "GET, HEAD"),
            ByteString.copyFromUtf8("405 Method Not Allowed."));

    private final Map<String, MessageHandler> processes = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> pages = new ConcurrentHashMap<>();

    public void spawn(String processId, MessageHandler handler) {
        if (processes.putIfAbsent(processId, handler) != null) {
            throw new IllegalArgumentException("process id is taken: id=" + processId + "; terminate it first");
        }
    }

    public void terminate(String processId) {
        processes.remove(processId);
    }

    public void serve(String path, HttpHandler handler) {
        if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "malformed path: path=" + path + ", expected one that begins and does not end with a slash");
        }
        if (pages.putIfAbsent(path, handler) != null) {
            throw new IllegalArgumentException("path is taken: path=" + path);
        }
    }

    boolean hasProcess(String processId) {
        return processes.containsKey(processId);
    }

    /** Delivers a message on the calling thread; drops it if the process has ended meanwhile. */
    void deliver(Optional<Upid> from, MessagePath to, ByteString body) {
        MessageHandler handler = processes.get(to.id());
        if (handler == null) {
            return;
        }
        try {
            handler.message(from, to.name(), body);
        } catch (RuntimeException | Error e) {
            if (!ProcessErrors.report(e)) {
                log.error(
                        "process failed on a message: id={}, name={}, bytes={}",
                        ProcessIds.printable(to.id()),
                        ForeignText.line(to.name(), 200),
                        body.size(),
                        e);
            }
        }
    }

    /** The response to a plain request without a handler; empty if there is a handler. */
    Optional<HttpResponse> refusal(ToPage page) {
        if (find(page.path()) == null) {
            return Optional.of(NOT_FOUND);
        }
        return page.method().equals("GET") || page.method().equals("HEAD")
                ? Optional.empty()
                : Optional.of(METHOD_NOT_ALLOWED);
    }

    /** The response to a plain request, generated on the calling thread. */
    HttpResponse answer(ToPage page) {
        HttpHandler handler = find(page.path());
        if (handler == null) {
            return NOT_FOUND;
        }
        try {
            return handler.handle(new HttpRequest(page.method(), page.path(), page.query(), page.headers()));
        } catch (RuntimeException | Error e) {
            if (!ProcessErrors.report(e)) {
                log.error(
                        "handler failed on a request: method={}, path={}",
                        page.method(),
                        ForeignText.line(page.path(), 200),
                        e);
            }
            return HttpResponse.text(500, "500 Internal Server Error.");
        }
    }

    private @Nullable HttpHandler find(String path) {
        String prefix = path;
        while (!prefix.isEmpty()) {
            HttpHandler handler = pages.get(prefix);
            if (handler != null) {
                return handler;
            }
            prefix = prefix.substring(0, prefix.lastIndexOf('/') < 0 ? 0 : prefix.lastIndexOf('/'));
        }
        return pages.get("/");
    }
}
