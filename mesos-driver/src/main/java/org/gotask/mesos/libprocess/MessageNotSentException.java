package org.gotask.mesos.libprocess;

/** A message was refused before it was queued; the text says which and why. */
public final class MessageNotSentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes the whole text. */
    public MessageNotSentException(String message) {
        super(message);
    }
}
