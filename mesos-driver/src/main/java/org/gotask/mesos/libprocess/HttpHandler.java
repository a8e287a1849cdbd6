package org.gotask.mesos.libprocess;

/** Answers plain HTTP requests on a messenger's port. */
@FunctionalInterface
public interface HttpHandler {

    /** Makes the answer; called on the thread of the connection. An exception is answered with status 500. */
    HttpResponse handle(HttpRequest request);
}
