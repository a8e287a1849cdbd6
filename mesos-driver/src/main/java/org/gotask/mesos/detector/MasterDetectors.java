package org.gotask.mesos.detector;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.gotask.mesos.proto.MasterInfo;

/**
 * The registry of master specifications, the values of {@code --master}: {@code host:port}, {@code master@host:port},
 * {@code file:///path} of a file that contains another form, and the forms of all {@link MasterDetectorProvider}s found
 * with {@link ServiceLoader}. Thread-safe.
 */
public final class MasterDetectors {

    private MasterDetectors() {}

    /**
     * Creates the detector for a specification such as {@code host:port}, or another form that a provider accepts.
     * Starts and contacts nothing, but reads a file that contains the specification.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static MasterDetector create(String specification) {
        return provider(specification).create(specification.strip());
    }

    /**
     * Returns the specification without blanks around it; if it names a file, the one that the file contains. Reads the
     * file once, since it may be a pipe: the other methods do not read it if they are given the result. The result may
     * contain a password, see {@link #printable}.
     *
     * @throws IllegalArgumentException if the file cannot be read, or contains a malformed specification
     */
    public static String resolve(String specification) {
        String trimmed = specification.strip();
        return FileDetectorProvider.isFile(trimmed) ? FileDetectorProvider.held(trimmed) : trimmed;
    }

    /**
     * Checks a specification as {@link #create} does.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static void check(String specification) {
        // a detector has no resources before it is started, so this one need not be closed
        create(specification);
    }

    /**
     * The addresses that the detector for this specification contacts first, not resolved; empty if the master is in
     * this process.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static List<InetSocketAddress> contacts(String specification) {
        String resolved = resolve(specification);
        check(resolved);
        return provider(resolved).contacts(resolved);
    }

    /**
     * The agents that the detector for this specification starts, if they are the only ones of its master; empty for a
     * master that exists independently of the detector.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static Optional<OwnAgents> ownAgents(String specification) {
        check(specification);
        return provider(specification).ownAgents(specification.strip());
    }

    /**
     * The specification with other amounts of these resources for each of its {@linkplain #ownAgents own agents};
     * empty if it has no own agents.
     *
     * @param scalars amounts by name
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static Optional<String> withScalars(String specification, Map<String, Double> scalars) {
        check(specification);
        return provider(specification).withScalars(specification.strip(), scalars);
    }

    /**
     * Creates a contender for the leadership that detectors for this specification observe. Starts and contacts
     * nothing.
     *
     * @param candidate the description of the candidate; its {@code pid} must be set
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed, or of a form whose masters
     *     are not elected
     */
    public static MasterContender contender(String specification, MasterInfo candidate) {
        String resolved = resolve(specification);
        check(resolved);
        return provider(resolved)
                .contender(resolved, candidate)
                .orElseThrow(() -> new IllegalArgumentException(
                        "masters of this form are not elected: master=" + printable(specification)));
    }

    /** The printable form of a specification, without its password. */
    public static String printable(String specification) {
        int end = specification.lastIndexOf('@');
        int scheme = specification.indexOf("://");
        if (scheme < 0 || end < scheme) {
            return specification;
        }
        int colon = specification.indexOf(':', scheme + 3);
        return colon < 0 || colon > end
                ? specification
                : specification.substring(0, colon + 1) + "***" + specification.substring(end);
    }

    private static MasterDetectorProvider provider(String specification) {
        String trimmed = specification.strip();
        List<MasterDetectorProvider> providers = providers();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("master is empty, expected one of: " + forms(providers));
        }
        for (MasterDetectorProvider provider : providers) {
            if (provider.accepts(trimmed)) {
                return provider;
            }
        }
        throw new IllegalArgumentException("master has an unknown form: master=" + printable(specification)
                + ", expected one of: " + forms(providers));
    }

    private static List<MasterDetectorProvider> providers() {
        List<MasterDetectorProvider> providers = new ArrayList<>();
        ServiceLoader.load(MasterDetectorProvider.class).forEach(providers::add);
        // last, because it accepts anything without a prefix
        providers.add(new StandaloneDetectorProvider());
        providers.add(new FileDetectorProvider());
        return providers;
    }

    private static String forms(List<MasterDetectorProvider> providers) {
        return providers.stream().map(MasterDetectorProvider::forms).collect(Collectors.joining(", "));
    }
}
