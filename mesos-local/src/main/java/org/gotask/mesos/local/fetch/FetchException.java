package org.gotask.mesos.local.fetch;

/** A URI of a command cannot be fetched. The message is one line with the URI and the reason. */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    FetchException(String uri, String why) {
        super("uri=" + uri + ", " + why);
    }

    FetchException(String uri, String why, Throwable cause) {
        super("uri=" + uri + ", " + why, cause);
    }
}
