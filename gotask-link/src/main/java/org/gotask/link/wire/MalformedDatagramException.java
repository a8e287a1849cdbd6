package org.gotask.link.wire;

/**
 * Bytes that are not a datagram of the reliable link; the message says why. Without a stack trace, since a peer can cause
 * any number of them.
 */
public final class MalformedDatagramException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedDatagramException(String reason) {
        super(reason, null, false, false);
    }
}
