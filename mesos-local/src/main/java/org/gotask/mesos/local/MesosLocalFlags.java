package org.gotask.mesos.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.local.LocalClusterConfig.Authentication;
import org.gotask.mesos.local.LocalClusterConfig.Parts;
import org.gotask.mesos.local.election.LeaderFileProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@link MesosLocal}, as picocli reads them, and the cluster that they describe. */
final class MesosLocalFlags {

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "1",
            description = "number of agents, 1 to 64 (default: 1)")
    private String agents = "1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5050",
            description = "port of the master, 0 to 65535; 0 for any free one (default: 5050)")
    private String port = "5050";

    @Option(
            names = "--ip",
            paramLabel = "IP",
            defaultValue = "127.0.0.1",
            description = "numeric address to bind and publish (default: 127.0.0.1)")
    private String ip = "127.0.0.1";

    @Option(
            names = "--resources",
            paramLabel = "NAME=VALUE,…",
            defaultValue = "",
            description = "resources of each agent, for example cpus=4,mem=2048 (default: its share of the machine)")
    private String resources = "";

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description =
                    "directory of the sandboxes, which are kept (default: a temporary one; sandboxes are removed with"
                            + " their framework)")
    private @Nullable String workDir;

    @Option(
            names = "--faults",
            paramLabel = "NAME=VALUE,…",
            defaultValue = "",
            description = "faults injected into framework messages, as shares from 0 to 1 and a seed, for example"
                    + " drop=0.1,dup=0.05,reorder=0.05,seed=7 (default: none)")
    private String faults = "";

    @Option(
            names = "--roles",
            paramLabel = "NAME,…",
            split = ",",
            description = "roles that frameworks may have, in addition to * (default: all)")
    private List<String> roles = List.of();

    @Option(
            names = "--offer-timeout",
            paramLabel = "SECONDS",
            description = "time after which an unanswered offer is rescinded, 0.001 to 999999999 (default: never)")
    private @Nullable String offerTimeout;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "principals of frameworks and agents, with their secrets:"
                    + " {\"credentials\":[{\"principal\":\"p\",\"secret\":\"s\"}]}, or lines of a principal and a"
                    + " secret")
    private @Nullable Path credentials;

    @Option(
            names = "--authenticate-frameworks",
            description = "refuse frameworks that do not authenticate, by CRAM-MD5; needs --credentials")
    private boolean authenticateFrameworks;

    @Option(
            names = "--authenticate-agents",
            description = "refuse agents that do not authenticate, by CRAM-MD5; needs --credentials")
    private boolean authenticateAgents;

    @Option(
            names = "--credential",
            paramLabel = "FILE",
            description = "credential of the agents run here: {\"principal\":\"p\",\"secret\":\"s\"},"
                    + " or a line of a principal and a secret (default: none)")
    private @Nullable Path credential;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "run only the 'master', or only the 'agents' of a separate master (default: both)")
    private @Nullable String only;

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description = "with --only agents: the address of their master, for example 127.0.0.1:5050,"
                    + " zk://host:2181/mesos or leader:///path/of/file")
    private @Nullable String masterSpecification;

    @Option(
            names = "--zk",
            paramLabel = "URL",
            description = "stand for election with other masters, for example zk://127.0.0.1:2181/mesos,"
                    + " or file:///path/of/file that contains it")
    private @Nullable String zk;

    @Option(
            names = "--leader-file",
            paramLabel = "FILE",
            description = "stand for election with other masters of this machine that name the same file;"
                    + " schedulers and agents find the leader by leader://FILE")
    private @Nullable Path leaderFile;

    /**
     * The cluster that the flags describe.
     *
     * @throws IllegalArgumentException if a flag is malformed or conflicts with another; the message is one line
     * @throws IOException if the credentials cannot be read; the message is one line
     */
    LocalClusterConfig cluster() throws IOException {
        requireValue("--credentials", credentials);
        requireValue("--credential", credential);
        requireValue("--leader-file", leaderFile);
        LocalSpec withResources = LocalSpec.parse("local[" + agents + "]")
                .withFaults(Faults.parse(faults))
                .with(resources);
        LocalSpec agentsSpec = workDir == null ? withResources : withResources.with("work_dir=" + workDir);
        var config = LocalClusterConfig.builder(agentsSpec)
                .ip(ip)
                .port(port())
                .roles(roles)
                .parts(parts())
                .authentication(rule(authenticateFrameworks))
                .agentAuthentication(rule(authenticateAgents));
        masters().ifPresent(config::masters);
        if (credentials != null) {
            config.credentials(CredentialsFile.read(credentials));
        } else if (authenticateFrameworks || authenticateAgents) {
            throw new IllegalArgumentException(
                    (authenticateFrameworks ? "--authenticate-frameworks" : "--authenticate-agents")
                            + " needs --credentials");
        }
        if (credential != null) {
            config.credential(CredentialsFile.readOne(credential));
        }
        if (offerTimeout != null) {
            config.offerTimeout(seconds("--offer-timeout", offerTimeout));
        }
        return config.build();
    }

    /** An empty path would be the working directory. */
    private static void requireValue(String flag, @Nullable Path value) {
        if (value != null && value.toString().isEmpty()) {
            throw new IllegalArgumentException(flag + " is empty; give it a value, or leave it out");
        }
    }

    /** The files with secrets among the flags. */
    List<Path> secretFiles() {
        return Stream.of(Optional.ofNullable(credentials), Optional.ofNullable(credential))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Authentication rule(boolean required) {
        return required ? Authentication.REQUIRED : Authentication.OPTIONAL;
    }

    private Parts parts() {
        if (only == null) {
            return Parts.ALL;
        }
        return switch (only) {
            case "master" -> Parts.MASTER;
            case "agents" -> Parts.AGENTS;
            default ->
                throw new IllegalArgumentException("unknown part: --only=" + only + ", expected master or agents");
        };
    }

    private void checkFlagsOfParts() {
        if (parts() == Parts.AGENTS
                && (authenticateFrameworks
                        || authenticateAgents
                        || credentials != null
                        || offerTimeout != null
                        || !roles.isEmpty())) {
            throw new IllegalArgumentException("--credentials, --authenticate-frameworks, --authenticate-agents,"
                    + " --roles and --offer-timeout are for masters, but --only agents is given");
        }
        if (parts() == Parts.MASTER
                && (!faults.isEmpty() || !resources.isEmpty() || workDir != null || credential != null)) {
            throw new IllegalArgumentException(
                    "--faults, --resources, --work-dir and --credential are for agents, but --only master is given");
        }
    }

    /** The election of masters, or the address of the master of separate agents. */
    private Optional<String> masters() {
        boolean agentsOnly = parts() == Parts.AGENTS;
        checkFlagsOfParts();
        if (agentsOnly == (masterSpecification == null)) {
            throw new IllegalArgumentException("--only agents and --master must be used together");
        }
        if (agentsOnly && (zk != null || leaderFile != null)) {
            throw new IllegalArgumentException("--zk and --leader-file are for masters; agents have --master");
        }
        if (zk != null && leaderFile != null) {
            throw new IllegalArgumentException("--zk and --leader-file exclude each other");
        }
        if (zk != null && !zk.startsWith("zk://") && !zk.startsWith("file://")) {
            throw new IllegalArgumentException("malformed ZooKeeper address: --zk=" + MasterDetectors.printable(zk)
                    + ", expected for example zk://127.0.0.1:2181/mesos, or file:///path/of/file that contains it");
        }
        if (leaderFile != null) {
            return Optional.of(LeaderFileProvider.specification(leaderFile));
        }
        // once, since a file may be a pipe
        return mastersAsGiven().map(MasterDetectors::resolve);
    }

    /** The value of {@code --zk} or {@code --master}, which may contain a password or name a file. */
    Optional<String> mastersAsGiven() {
        return Optional.ofNullable(masterSpecification).or(() -> Optional.ofNullable(zk));
    }

    private static Duration seconds(String flag, String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            throw new IllegalArgumentException(
                    "malformed number of seconds: " + flag + "=" + text + ", expected for example 30 or 0.5");
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }

    private int port() {
        int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : -1;
        if (number < 0 || number > 65535) {
            throw new IllegalArgumentException("port out of range: port=" + port + ", expected 0 to 65535");
        }
        return number;
    }
}
