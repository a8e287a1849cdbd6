package org.gotask.mesos.libprocess;

/** Answers plain HTTP requests on a messenger's port. */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Makes the answer. Called on the thread of the connection, whose next request waits for it; those of several
     * connections come at the same time. An exception is logged and answered with status 500. Of the answer to a HEAD
     * request the body is not sent.
     */
    HttpResponse handle(HttpRequest request);
}
