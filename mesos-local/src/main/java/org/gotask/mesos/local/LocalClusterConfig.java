package org.gotask.mesos.local;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.ProcessName;
import org.gotask.mesos.local.election.MasterAddress;
import org.gotask.mesos.local.master.AuthenticationPolicy;
import org.gotask.mesos.local.master.MasterConfig;
import org.gotask.mesos.local.master.MasterTimings;
import org.gotask.mesos.local.master.Roles;
import org.gotask.mesos.local.wire.DurationFormat;

/**
 * The configuration of a {@link LocalCluster}. Immutable.
 *
 * <p>Defaults: {@code 127.0.0.1} and any free port; well-known names; frameworks of all roles; no time-out of offers;
 * no credentials and no authentication; one master with agents.
 *
 * @param spec the agents
 * @param ip the numeric IPv4 address to bind and publish
 * @param port the master's port; 0 for any free one
 * @param names the kind of process ids of master and agents
 * @param roles the roles that frameworks may have, in addition to {@code *}; empty: all
 * @param offerTimeout the time after which an unanswered offer is rescinded; empty: never
 * @param credentials the credentials of frameworks and agents that can authenticate
 * @param authentication whether frameworks must authenticate
 * @param agentAuthentication whether agents must authenticate; agents in the process of the only master need no
 *     credential
 * @param credential the agents' own credential; empty: they do not authenticate, unless the master in this process
 *     requires it
 * @param parts the parts of a cluster to run
 * @param masters the election of masters, in which agents find the leader, for example {@code
 *     leader:///var/tmp/mesos-leader}; agents without a master also accept {@code host:port}; empty: the master here is
 *     the only one
 */
public record LocalClusterConfig(
        LocalSpec spec,
        String ip,
        int port,
        Names names,
        Set<String> roles,
        Optional<Duration> offerTimeout,
        List<Credential> credentials,
        Authentication authentication,
        Authentication agentAuthentication,
        Optional<Credential> credential,
        Parts parts,
        Optional<String> masters) {

    private static final int MAX_PORT = 65535;

    /** The kind of process ids, which determines who can reach master and agents and read their pages. */
    public enum Names {
        /**
         * The master's id is {@code master}, as in Mesos, so that its address is enough to find it. Everybody who can
         * connect can register a framework, and so run programs as the user of this process, unless authentication is
         * required. Agents have secret ids, which are known to their master and the frameworks with offers.
         */
        WELL_KNOWN,
        /**
         * Ids with 128 random bits. Only processes that know the ids can reach master and agents and read their pages:
         * frameworks that are given {@link LocalCluster#masterInfo}, and executors. A file {@code pages-} and the id of
         * this process in the work directory, readable only by its owner, lists the addresses of the pages. Not for one
         * of several masters.
         */
        SECRET
    }

    /** Whether frameworks or agents must authenticate, by CRAM-MD5, before they are registered. */
    public enum Authentication {
        /** They may authenticate; wrong credentials are refused. */
        OPTIONAL,
        /** Those that do not authenticate are refused. */
        REQUIRED
    }

    /** The parts of a cluster to run. */
    public enum Parts {
        /** A master and agents. */
        ALL,
        /** A master without agents. */
        MASTER,
        /** Agents of a separate master. */
        AGENTS
    }

    /** Validates and copies. */
    public LocalClusterConfig {
        Objects.requireNonNull(spec, "spec");
        checkIp(ip);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port out of range: port=" + port + ", expected 0 to " + MAX_PORT);
        }
        roles = Set.copyOf(roles);
        for (String role : roles) {
            if (Roles.malformed(role).isPresent()) {
                throw new IllegalArgumentException("malformed role: role=" + role + ", expected a name such as batch");
            }
        }
        if (offerTimeout.isPresent() && !offerTimeout.get().isPositive()) {
            throw new IllegalArgumentException("offer time-out out of range: offer_timeout="
                    + DurationFormat.format(offerTimeout.get()) + ", expected more than 0");
        }
        credentials = List.copyOf(credentials);
        if (credentials.stream().map(Credential::principal).distinct().count() < credentials.size()) {
            throw new IllegalArgumentException("a principal has two credentials");
        }
        boolean required = authentication == Authentication.REQUIRED || agentAuthentication == Authentication.REQUIRED;
        if (required && credentials.isEmpty()) {
            throw new IllegalArgumentException("authentication is required, but there are no credentials");
        }
        boolean agentsMayFollowAnother = parts == Parts.ALL && masters.isPresent();
        if (agentAuthentication == Authentication.REQUIRED && agentsMayFollowAnother && credential.isEmpty()) {
            throw new IllegalArgumentException(
                    "agents that must authenticate and may have another master need a credential");
        }
        if (names == Names.SECRET && (parts != Parts.ALL || masters.isPresent())) {
            throw new IllegalArgumentException("secret names require the only master and its agents: parts=" + parts
                    + ", masters=" + masters.map(MasterDetectors::printable).orElse("none"));
        }
        masters.ifPresent(specification -> checkMasters(parts, specification));
        if (parts == Parts.AGENTS && masters.isEmpty()) {
            throw new IllegalArgumentException("agents without a master need the address of one: masters=none");
        }
    }

    /** A builder with the defaults. */
    public static Builder builder(LocalSpec spec) {
        return new Builder(spec);
    }

    private static void checkMasters(Parts parts, String specification) {
        if (specification.strip().startsWith("local")) {
            throw new IllegalArgumentException(
                    "not a separate master: master=" + specification + ", expected for example host:port");
        }
        MasterDetectors.check(specification);
        if (parts != Parts.AGENTS) {
            MasterDetectors.contender(specification, MasterAddress.info("none", Upid.parse("master@127.0.0.1:1")));
        }
    }

    private static void checkIp(String ip) {
        try {
            new MessengerConfig(ip, 0);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("malformed address: ip=" + ip + ", expected a numeric IPv4 address", e);
        }
        if (ip.equals("0.0.0.0")) {
            throw new IllegalArgumentException(
                    "address cannot be published: ip=0.0.0.0, expected an address of this machine");
        }
    }

    MasterConfig master(MasterTimings timings) {
        return new MasterConfig(
                ip,
                port,
                names == Names.SECRET ? ProcessName.ofSecretMaster() : ProcessName.ofMaster(),
                timings,
                roles,
                offerTimeout,
                AuthenticationPolicy.of(
                        known(),
                        authentication == Authentication.REQUIRED,
                        agentAuthentication == Authentication.REQUIRED),
                masters);
    }

    /** The credentials that the master accepts, including that of the agents in this process. */
    private List<Credential> known() {
        return credential
                .filter(own -> parts == Parts.ALL && credentials.stream().noneMatch(own::equals))
                .map(own -> Stream.concat(credentials.stream(), Stream.of(own)).toList())
                .orElse(credentials);
    }

    /** Adds a random credential for agents that need one: it is used inside this process only. */
    LocalClusterConfig completed() {
        return parts == Parts.ALL && agentAuthentication == Authentication.REQUIRED && credential.isEmpty()
                ? new LocalClusterConfig(
                        spec,
                        ip,
                        port,
                        names,
                        roles,
                        offerTimeout,
                        credentials,
                        authentication,
                        agentAuthentication,
                        Optional.of(Credential.of(
                                ProcessIds.unguessable("local-agents"), ProcessIds.unguessable("secret"))),
                        parts,
                        masters)
                : this;
    }

    /** Collects the differences from the defaults. Not thread-safe. */
    public static final class Builder {

        private final LocalSpec spec;
        private String ip = "127.0.0.1";
        private int port;
        private Names names = Names.WELL_KNOWN;
        private Set<String> roles = Set.of();
        private Optional<Duration> offerTimeout = Optional.empty();
        private List<Credential> credentials = List.of();
        private Authentication authentication = Authentication.OPTIONAL;
        private Authentication agentAuthentication = Authentication.OPTIONAL;
        private Optional<Credential> credential = Optional.empty();
        private Parts parts = Parts.ALL;
        private Optional<String> masters = Optional.empty();

        private Builder(LocalSpec spec) {
            this.spec = spec;
        }

        /** The numeric IPv4 address to bind and publish. */
        public Builder ip(String address) {
            this.ip = address;
            return this;
        }

        /** The master's port, 0 to 65535; 0 for any free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** The kind of process ids of master and agents. */
        public Builder names(Names kind) {
            this.names = kind;
            return this;
        }

        /** The roles that frameworks may have, in addition to {@code *}. */
        public Builder roles(Collection<String> names) {
            this.roles = Set.copyOf(names);
            return this;
        }

        /** The time after which offers are rescinded, more than 0. */
        public Builder offerTimeout(Duration limit) {
            this.offerTimeout = Optional.of(limit);
            return this;
        }

        /** The credentials of frameworks and agents; each principal once. */
        public Builder credentials(Collection<Credential> known) {
            this.credentials = List.copyOf(known);
            return this;
        }

        /** Whether frameworks must authenticate. */
        public Builder authentication(Authentication rule) {
            this.authentication = rule;
            return this;
        }

        /** Whether agents must authenticate. */
        public Builder agentAuthentication(Authentication rule) {
            this.agentAuthentication = rule;
            return this;
        }

        /** The agents' own credential. */
        public Builder credential(Credential own) {
            this.credential = Optional.of(own);
            return this;
        }

        /** The parts of a cluster to run. */
        public Builder parts(Parts some) {
            this.parts = some;
            return this;
        }

        /** The election of masters, in which agents find the leader. */
        public Builder masters(String specification) {
            this.masters = Optional.of(specification);
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if a value is outside its range; the message is one line that names it
         */
        public LocalClusterConfig build() {
            return new LocalClusterConfig(
                    spec,
                    ip,
                    port,
                    names,
                    roles,
                    offerTimeout,
                    credentials,
                    authentication,
                    agentAuthentication,
                    credential,
                    parts,
                    masters);
        }
    }
}
