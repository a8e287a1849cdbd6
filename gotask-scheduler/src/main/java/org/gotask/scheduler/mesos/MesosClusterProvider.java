package org.gotask.scheduler.mesos;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.ClusterProvider;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.cluster.EngineFlag;

/** Provides Mesos clusters. */
public final class MesosClusterProvider implements ClusterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MesosClusterProvider() {}

    @Override
    public String name() {
        return "Mesos";
    }

    @Override
    public String forms() {
        return "host:port, zk://host:port/path, file:///path or local[N]";
    }

    @Override
    public boolean accepts(String master) {
        String text = master.strip();
        return text.contains("://") || text.matches(".+:\\d+") || text.matches("local\\b.*");
    }

    @Override
    public List<EngineFlag> flags() {
        return MesosFlags.ALL;
    }

    @Override
    public Optional<ClusterSettings> configure(ClusterFlags flags, Consumer<String> problems) {
        return new MesosSettingsCheck(flags, problems).settings().map(settings -> settings);
    }
}
