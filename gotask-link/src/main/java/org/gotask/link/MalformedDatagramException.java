package org.gotask.link;

/** Bytes that are no datagram of a strong link; the message says why. Costs no stack trace, for it may come in floods. */
final class MalformedDatagramException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedDatagramException(String reason) {
        super(reason, null, false, false);
    }
}
