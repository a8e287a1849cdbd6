package org.gotask.mesos.libprocess;

/** What came in is no HTTP request, or one beyond the limits; its connection cannot be read any further. */
final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** Takes the HTTP status to answer with and one line that says what is wrong. */
    MalformedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
