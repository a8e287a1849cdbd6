package org.gotask.mesos.local;

import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectorProvider;

/** The provider of {@code --master local[N]}: a cluster inside the JVM of the scheduler, see {@link LocalSpec}. */
public final class LocalMasterDetectorProvider implements MasterDetectorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public LocalMasterDetectorProvider() {}

    @Override
    public String forms() {
        return "local, local[N] or local[N]{cpus=4,mem=2048}";
    }

    @Override
    public boolean accepts(String specification) {
        String text = specification.strip();
        return text.matches("(?s)local([^A-Za-z0-9_.:-].*)?");
    }

    @Override
    public MasterDetector create(String specification) {
        return new LocalMasterDetector(LocalSpec.parse(specification));
    }
}
