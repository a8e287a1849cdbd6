package org.gotask.mesos.libprocess;

/** Answers plain HTTP requests on a messenger's port. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Generates the response. Called on the thread of the connection, whose next request waits for it; requests of
     * several connections are handled concurrently. An exception is logged and answered with status 500. The body of a
     * response to a HEAD request is not sent.
     */
    HttpResponse handle(HttpRequest request);
}
