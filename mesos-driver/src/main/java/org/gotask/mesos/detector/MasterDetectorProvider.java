package org.gotask.mesos.detector;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.proto.MasterInfo;

/**
 * Creates the detectors for one form of master specification; found with {@link java.util.ServiceLoader}. A
 * specification may contain a password, which no exception message may repeat, see {@link MasterDetectors#printable}.
 */
public interface MasterDetectorProvider {

    /** The accepted forms, for messages to the user, for example {@code local[N]}. */
    String forms();

    /** True if the specification is of this provider's form, well-formed or not. */
    boolean accepts(String specification);

    /**
     * Creates a detector; starts and contacts nothing.
     *
     * @throws IllegalArgumentException if the specification is malformed; the message says where and what is expected
     */
    MasterDetector create(String specification);

    /**
     * The addresses that a detector for this specification contacts first, not resolved, which determine the route to
     * the cluster. Empty if the master is in this process. The specification is well-formed.
     */
    default List<InetSocketAddress> contacts(String specification) {
        return List.of();
    }

    /**
     * The agents that a detector for this specification starts, if they are the only ones of its master; empty for a
     * master that exists independently of the detector. The specification is well-formed.
     */
    default Optional<OwnAgents> ownAgents(String specification) {
        return Optional.empty();
    }

    /**
     * The specification with other amounts of these resources for each of its {@linkplain #ownAgents own agents};
     * empty if it has no own agents. The specification is well-formed.
     *
     * @param scalars amounts by name
     */
    default Optional<String> withScalars(String specification, Map<String, Double> scalars) {
        return Optional.empty();
    }

    /**
     * Creates a contender for the leadership that detectors for this specification observe; starts and contacts
     * nothing. Empty if masters of this form are not elected. The specification is well-formed.
     *
     * @param candidate the description of the candidate; its {@code pid} must be set
     */
    default Optional<MasterContender> contender(String specification, MasterInfo candidate) {
        return Optional.empty();
    }
}
