package org.gotask.link.wire;

/**
 * Thrown for bytes that are not a datagram of the reliable link; the message is the reason. Has no stack trace, because
 * a peer can cause any number of these exceptions.
 */
public final class MalformedDatagramException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedDatagramException(String reason) {
        super(reason, null, false, false);
    }
}
