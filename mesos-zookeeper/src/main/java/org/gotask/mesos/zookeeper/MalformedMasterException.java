package org.gotask.mesos.zookeeper;

/** The data of a master's node does not tell where the master is; the message is one line that says why. */
final class MalformedMasterException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedMasterException(String message) {
        super(message);
    }

    MalformedMasterException(String message, Throwable cause) {
        super(message, cause);
    }
}
