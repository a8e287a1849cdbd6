package org.gotask.mesos.libprocess;

/** A message was refused before it was queued; the exception message names it and the reason. */
public final class MessageNotSentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with this message. */
    public MessageNotSentException(String message) {
        super(message);
    }
}
