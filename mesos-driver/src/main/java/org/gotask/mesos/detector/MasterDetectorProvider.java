package org.gotask.mesos.detector;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.proto.MasterInfo;

/**
 * Makes the detectors of one form of master specification; found with {@link java.util.ServiceLoader}. A specification may
 * hold a password: no message of an exception may repeat it, see {@link MasterDetectors#printable}.
 */
public interface MasterDetectorProvider {

    /** The forms understood, for messages to the user, for example {@code local[N]}. */
    String forms();

    /** True if the specification is of this provider's form, well-formed or not. */
    boolean accepts(String specification);

    /**
     * Makes a detector; nothing is started and nothing contacted.
     *
     * @throws IllegalArgumentException if the specification is malformed; the message says where and what is expected
     */
    MasterDetector create(String specification);

    /**
     * Whom a detector of this specification speaks to first, for finding out which way leads there; not resolved. Empty if
     * that is this very process. The specification is well-formed.
     */
    default List<InetSocketAddress> contacts(String specification) {
        return List.of();
    }

    /**
     * Makes a contender for the leadership that detectors of this specification find; nothing is started and nothing
     * contacted. Empty if masters of this form are not elected. The specification is well-formed.
     *
     * @param candidate what the others are told about the master that stands; its {@code pid} has to be set
     */
    default Optional<MasterContender> contender(String specification, MasterInfo candidate) {
        return Optional.empty();
    }
}
