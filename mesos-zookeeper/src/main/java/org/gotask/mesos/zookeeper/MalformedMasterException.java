package org.gotask.mesos.zookeeper;

/** The data of a master's node lacks a valid address; the message is one line with the reason. */
final class MalformedMasterException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedMasterException(String message) {
        super(message);
    }

    MalformedMasterException(String message, Throwable cause) {
        super(message, cause);
    }
}
