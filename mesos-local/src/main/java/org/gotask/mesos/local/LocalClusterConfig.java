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
import org.gotask.mesos.local.wire.MesosDuration;

/**
 * What a {@link LocalCluster} is to be like, beyond its agents. Immutable.
 *
 * <p>Defaults: on {@code 127.0.0.1} and any free port; under the names that Mesos has; frameworks of any role; offers
 * stay until they are answered; no credentials, and neither a framework nor an agent has to prove who it is; a master and agents,
 * and no other master.
 *
 * @param spec the agents
 * @param ip the numeric IPv4 address to bind and publish
 * @param port the master's port; 0 for any free one
 * @param names what master and agents are called
 * @param roles of frameworks that are admitted, besides {@code *}; empty: all are
 * @param offerTimeout after this an offer without an answer is rescinded; empty: never
 * @param credentials of those who can prove who they are
 * @param authentication whether frameworks have to
 * @param agentAuthentication whether agents have to; those beside the master here can do so by themselves
 * @param credential what the agents here prove who they are with; empty: they do not, unless their master is here
 * @param parts what of a cluster runs here
 * @param masters where masters stand for election and agents find the one that leads, for example
 *     {@code leader:///var/tmp/mesos-leader}; agents alone may also have {@code host:port}; empty: the master here is the
 *     only one
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

    /** What master and agents are called, which decides who can reach them and see their pages. */
    public enum Names {
        /**
         * The master is {@code master}, as in Mesos, so that others find it by its address alone. Whoever can connect can register
         * a framework, and so run programs as the user of this process, unless frameworks and agents have to prove who they are.
         * Agents have secret ids, which their master and the frameworks with offers know.
         */
        WELL_KNOWN,
        /**
         * Ids with 128 random bits. Only those can reach master and agents, and see their pages, who have been told the ids:
         * the frameworks that are given {@link LocalCluster#masterInfo}, and the executors. A file {@code pages-} and the id
         * of this process in the work directory, for its owner only, says where the pages are. Not for one of several
         * masters.
         */
        SECRET
    }

    /** Whether frameworks or agents have to prove who they are, with CRAM-MD5, before they are registered. */
    public enum Authentication {
        /** They may; a wrong proof is refused all the same. */
        OPTIONAL,
        /** One that does not is refused. */
        REQUIRED
    }

    /** What of a cluster runs here. */
    public enum Parts {
        /** A master and agents. */
        ALL,
        /** A master without agents. */
        MASTER,
        /** Agents of a master that runs elsewhere. */
        AGENTS
    }

    /** Checks and copies. */
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
                    + MesosDuration.format(offerTimeout.get()) + ", expected more than 0");
        }
        credentials = List.copyOf(credentials);
        if (credentials.stream().map(Credential::principal).distinct().count() < credentials.size()) {
            throw new IllegalArgumentException("a principal has two credentials");
        }
        boolean required = authentication == Authentication.REQUIRED || agentAuthentication == Authentication.REQUIRED;
        if (required && credentials.isEmpty()) {
            throw new IllegalArgumentException(
                    "authentication is required and nobody can give it: there are no credentials");
        }
        boolean agentsMayFollowAnother = parts == Parts.ALL && masters.isPresent();
        if (agentAuthentication == Authentication.REQUIRED && agentsMayFollowAnother && credential.isEmpty()) {
            throw new IllegalArgumentException(
                    "agents have to authenticate and may have another master: they need a credential");
        }
        if (names == Names.SECRET && (parts != Parts.ALL || masters.isPresent())) {
            throw new IllegalArgumentException("secret names are for a master with agents of its own: parts=" + parts
                    + ", masters=" + masters.map(MasterDetectors::printable).orElse("none"));
        }
        masters.ifPresent(specification -> checkMasters(parts, specification));
        if (parts == Parts.AGENTS && masters.isEmpty()) {
            throw new IllegalArgumentException("agents alone need to be told where their master is");
        }
    }

    /** A builder with the defaults. */
    public static Builder builder(LocalSpec spec) {
        return new Builder(spec);
    }

    private static void checkMasters(Parts parts, String specification) {
        if (specification.strip().startsWith("local")) {
            throw new IllegalArgumentException(
                    "no master that runs elsewhere: master=" + specification + ", expected for example host:port");
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
                    "no address that agents can be reached at: ip=0.0.0.0, expected one of this machine's own");
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

    /** The credentials that a master believes, with the one of the agents beside it. */
    private List<Credential> known() {
        return credential
                .filter(own -> parts == Parts.ALL && credentials.stream().noneMatch(own::equals))
                .map(own -> Stream.concat(credentials.stream(), Stream.of(own)).toList())
                .orElse(credentials);
    }

    /** With a credential for the agents, if they need one and have none: it is used inside this process only. */
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

    /** Collects what differs from the defaults. Not thread-safe. */
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

        /** What master and agents are called. */
        public Builder names(Names kind) {
            this.names = kind;
            return this;
        }

        /** The roles that frameworks may have, besides {@code *}. */
        public Builder roles(Collection<String> names) {
            this.roles = Set.copyOf(names);
            return this;
        }

        /** The time after which offers are rescinded, more than 0. */
        public Builder offerTimeout(Duration limit) {
            this.offerTimeout = Optional.of(limit);
            return this;
        }

        /** Those who can prove who they are; each principal once. */
        public Builder credentials(Collection<Credential> known) {
            this.credentials = List.copyOf(known);
            return this;
        }

        /** Whether frameworks have to. */
        public Builder authentication(Authentication rule) {
            this.authentication = rule;
            return this;
        }

        /** Whether agents have to. */
        public Builder agentAuthentication(Authentication rule) {
            this.agentAuthentication = rule;
            return this;
        }

        /** What the agents here prove who they are with. */
        public Builder credential(Credential own) {
            this.credential = Optional.of(own);
            return this;
        }

        /** What of a cluster runs here. */
        public Builder parts(Parts some) {
            this.parts = some;
            return this;
        }

        /** Where masters stand for election, and agents find the one that leads. */
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
