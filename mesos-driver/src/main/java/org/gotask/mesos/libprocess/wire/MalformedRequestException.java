package org.gotask.mesos.libprocess.wire;

/** The input is not an HTTP request, or exceeds a limit; no further request can be read from its connection. */
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** An HTTP status for the response, and one line with the reason. */
    public MalformedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
