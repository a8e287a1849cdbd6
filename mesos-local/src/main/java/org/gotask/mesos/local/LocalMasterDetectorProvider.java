package org.gotask.mesos.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectorProvider;
import org.gotask.mesos.detector.OwnAgents;

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
    public Optional<OwnAgents> ownAgents(String specification) {
        LocalSpec spec = LocalSpec.parse(specification);
        Map<String, Double> scalars = new TreeMap<>();
        spec.agentResources(MachineResources.detect(existingDirectory(spec)))
                .scalars()
                .forEach((name, thousandths) -> scalars.put(name, thousandths / 1000.0));
        return Optional.of(new OwnAgents(spec.agents(), scalars));
    }

    @Override
    public Optional<String> withScalars(String specification, Map<String, Double> scalars) {
        return LocalSpec.withScalars(specification, scalars);
    }

    @Override
    public MasterDetector create(String specification) {
        return new LocalMasterDetector(LocalSpec.parse(specification));
    }

    /** The work directory of the agents, or the nearest parent that exists: it is on the same disk. */
    private static Path existingDirectory(LocalSpec spec) {
        Path directory = spec.workDirectory()
                .orElseGet(
                        () -> Path.of(System.getProperty("java.io.tmpdir", ".")).toAbsolutePath());
        while (!Files.isDirectory(directory) && directory.getParent() != null) {
            directory = directory.getParent();
        }
        return directory;
    }
}
