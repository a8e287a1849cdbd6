package org.gotask.mesos.detector;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.gotask.mesos.proto.MasterInfo;

/**
 * The registry of master specifications: what a user writes as {@code --master}. Knows {@code host:port},
 * {@code master@host:port} and {@code file:///path}, of a file that holds one of the others, by itself, and whatever further
 * {@link MasterDetectorProvider}s are found with {@link ServiceLoader}. Thread-safe.
 */
public final class MasterDetectors {

    private MasterDetectors() {}

    /**
     * Makes the detector for a specification such as {@code host:port}, or what a provider on the class path accepts.
     * Nothing is started and nothing contacted; but a file that holds the specification is read.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static MasterDetector create(String specification) {
        return provider(specification).create(specification.strip());
    }

    /**
     * Checks a specification as {@link #create} does.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static void check(String specification) {
        // a detector holds nothing before it is started, so this one need not be closed
        create(specification);
    }

    /**
     * Whom the detector of this specification speaks to first, not resolved; empty if that is this very process.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static List<InetSocketAddress> contacts(String specification) {
        check(specification);
        return provider(specification).contacts(specification.strip());
    }

    /**
     * Makes a contender for the leadership that detectors of this specification find. Nothing is started and nothing
     * contacted.
     *
     * @param candidate what the others are told about the master that stands; its {@code pid} has to be set
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed, or of a form whose masters are
     *     not elected
     */
    public static MasterContender contender(String specification, MasterInfo candidate) {
        check(specification);
        return provider(specification)
                .contender(specification.strip(), candidate)
                .orElseThrow(() -> new IllegalArgumentException(
                        "masters of this form are not elected: master=" + printable(specification)));
    }

    /** A specification as it may be shown to anybody: without the password that it may hold. */
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
        throw new IllegalArgumentException("master has no known form: master=" + printable(specification)
                + ", expected one of: " + forms(providers));
    }

    private static List<MasterDetectorProvider> providers() {
        List<MasterDetectorProvider> providers = new ArrayList<>();
        ServiceLoader.load(MasterDetectorProvider.class).forEach(providers::add);
        // after those, because it takes anything that has no prefix
        providers.add(new StandaloneDetectorProvider());
        providers.add(new FileDetectorProvider());
        return providers;
    }

    private static String forms(List<MasterDetectorProvider> providers) {
        return providers.stream().map(MasterDetectorProvider::forms).collect(Collectors.joining(", "));
    }
}
