package org.gotask.scheduler.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.ClusterProvider;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.cluster.EngineFlag;

/** An engine whose clusters are {@code local}, and all that begin with its name. It has the flag {@code --colour}. */
record FakeEngine(String name) implements ClusterProvider {

    static final EngineFlag COLOUR = new EngineFlag(
            "--colour", "NAME", Optional.of("red"), "The colour. Default: ${DEFAULT-VALUE}.", "--artifact-port");

    /** The settings, with all that the engine was given. */
    record Validated(ClusterFlags flags, InetAddress address) implements ClusterSettings {

        String colour() {
            return flags.value(COLOUR).orElseThrow();
        }

        @Override
        public String printableMaster() {
            return flags.master().replace("hush", "***");
        }

        @Override
        public boolean isLocal() {
            return flags.master().equals("local");
        }

        @Override
        public String publishedHost() {
            return "published.example";
        }

        @Override
        public List<String> warnings() {
            return colour().equals("grey") ? List.of("--colour: grey is hard to see") : List.of();
        }

        @Override
        public Cluster newCluster() {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public String forms() {
        return name + ":NUMBER";
    }

    @Override
    public boolean accepts(String master) {
        return master.equals("local") || master.startsWith(name + ":");
    }

    @Override
    public List<EngineFlag> flags() {
        return List.of(COLOUR);
    }

    @Override
    public Optional<ClusterSettings> configure(ClusterFlags flags, Consumer<String> problems) {
        Map<String, String> environment = flags.environment();
        if (environment.containsKey("FAKE_TROUBLE")) {
            problems.accept("environment: FAKE_TROUBLE=" + environment.get("FAKE_TROUBLE"));
            return Optional.empty();
        }
        if (flags.master().equals("bad")) {
            problems.accept("--master: bad");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Validated(flags, InetAddress.getByName(flags.address().orElse("127.0.0.9"))));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
