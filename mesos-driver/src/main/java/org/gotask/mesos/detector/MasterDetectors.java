package org.gotask.mesos.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The registry of master specifications: what a user writes as {@code --master}. Knows {@code host:port} and
 * {@code master@host:port} by itself, and whatever further {@link MasterDetectorProvider}s are found with
 * {@link ServiceLoader}. Thread-safe.
 */
public final class MasterDetectors {

    private MasterDetectors() {}

    /**
     * Makes the detector for a specification such as {@code host:port}, or what a provider on the class path accepts.
     * Nothing is started and nothing contacted.
     *
     * @throws IllegalArgumentException if the specification is empty, unknown or malformed; the message lists the forms
     */
    public static MasterDetector create(String specification) {
        String trimmed = specification.trim();
        List<MasterDetectorProvider> providers = providers();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("master is empty, expected one of: " + forms(providers));
        }
        for (MasterDetectorProvider provider : providers) {
            if (provider.accepts(trimmed)) {
                return provider.create(trimmed);
            }
        }
        throw new IllegalArgumentException(
                "master has no known form: master=" + specification + ", expected one of: " + forms(providers));
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

    private static List<MasterDetectorProvider> providers() {
        List<MasterDetectorProvider> providers = new ArrayList<>();
        ServiceLoader.load(MasterDetectorProvider.class).forEach(providers::add);
        // last, because it takes anything that has no prefix
        providers.add(new StandaloneDetectorProvider());
        return providers;
    }

    private static String forms(List<MasterDetectorProvider> providers) {
        return providers.stream().map(MasterDetectorProvider::forms).collect(Collectors.joining(", "));
    }
}
