package org.gotask.scheduler.mesos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.auth.SecretFile;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.EngineFlag;

/**
 * Validates the flags and environment variables of a framework, and reports all problems at once. Reads each file that
 * they name once, since it may be a pipe.
 */
final class MesosSettingsCheck {

    private static final String AUTHENTICATION_PROVIDER = "SASL";

    private final ClusterFlags flags;
    private final Consumer<String> report;
    private final Optional<String> master;
    private final Map<String, String> networkVariables;
    private final List<String> warnings = new ArrayList<>();
    private int problems;

    /** Reads the file that {@code --master} names, if it names one. */
    MesosSettingsCheck(ClusterFlags flags, Consumer<String> report) {
        this.flags = flags;
        this.report = report;
        master = master();
        // variables that a user has set for a cluster must not keep a run from starting on this machine alone
        networkVariables = MesosMasters.isEmbedded(master.orElse(flags.master())) ? Map.of() : flags.environment();
    }

    /** Returns the settings; empty if there are problems. */
    Optional<MesosSettings> settings() {
        Optional<MessengerConfig> messenger = messenger();
        Optional<InetAddress> address =
                master.flatMap(found -> address(found, messenger.flatMap(MessengerConfig::advertisedHost)));
        String frameworkName = value(MesosFlags.FRAMEWORK_NAME);
        if (frameworkName.isBlank()) {
            problem("--framework-name: the name is blank");
        }
        String role = value(MesosFlags.ROLE);
        if (role.isBlank() || role.contains(" ")) {
            problem("--role: invalid role '" + role + "'; expected * or a name without blanks");
        }
        Optional<Credential> credential = credential();
        if (problems > 0) {
            return Optional.empty();
        }
        InetAddress bound = address.orElseThrow();
        return Optional.of(new MesosSettings(
                master.orElseThrow(),
                MesosMasters.printable(flags.master()),
                bound,
                messenger.orElseThrow().toBuilder()
                        .bindHost(bound.getHostAddress())
                        .build(),
                flags.user(),
                frameworkName,
                role,
                credential,
                warnings));
    }

    private Optional<String> master() {
        try {
            return Optional.of(MesosMasters.resolve(flags.master()));
        } catch (IllegalArgumentException e) {
            problem("--master: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void problem(String line) {
        problems++;
        report.accept(line);
    }

    private String value(EngineFlag flag) {
        return flags.value(flag).orElseThrow();
    }

    private Optional<MessengerConfig> messenger() {
        try {
            return Optional.of(MessengerConfig.fromEnvironment(networkVariables));
        } catch (IllegalArgumentException e) {
            problem("environment: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<InetAddress> address(String found, Optional<String> advertised) {
        Optional<String> flag = flags.address();
        Optional<String> variable = Optional.ofNullable(networkVariables.get("LIBPROCESS_IP"));
        if (flag.isPresent()) {
            return given("--address: ", flag.get(), advertised);
        }
        return variable.isPresent() ? given("LIBPROCESS_IP: ", variable.get(), advertised) : onTheRoute(found);
    }

    /** The wildcard address is bound for all addresses of this machine; others need one of them, or that of a gateway. */
    private Optional<InetAddress> given(String source, String text, Optional<String> advertised) {
        try {
            InetAddress address = MesosMasters.ownAddress(text);
            if (!address.isAnyLocalAddress() || advertised.isPresent()) {
                return Optional.of(address);
            }
            problem(source + text + " cannot be published; expected an IPv4 address of this machine that master and"
                    + " agents can connect to, or such an address in LIBPROCESS_ADVERTISE_IP");
        } catch (UnknownHostException e) {
            problem(source + NetworkReason.of(e) + " '" + text
                    + "'; expected an IPv4 address of this machine that master and agents can connect to");
        }
        return Optional.empty();
    }

    private Optional<InetAddress> onTheRoute(String found) {
        String printable = MesosMasters.printable(found);
        try {
            InetAddress address = MesosMasters.addressTowards(found);
            if (!address.isAnyLocalAddress()) {
                return Optional.of(address);
            }
            problem("--master: no route to " + printable + "; set --address to an address of this machine");
        } catch (IOException e) {
            problem("--master: no route to " + printable + ": " + e.getMessage()
                    + "; check the host, or set --address to an address of this machine");
        }
        return Optional.empty();
    }

    private Optional<Credential> credential() {
        Optional<String> principal = flags.value(MesosFlags.PRINCIPAL);
        Optional<String> secretFile = flags.value(MesosFlags.SECRET_FILE);
        String provider = value(MesosFlags.PROVIDER);
        if (!provider.equals(AUTHENTICATION_PROVIDER)) {
            problem("--mesos-authentication-provider: '" + provider + "' is not known; expected "
                    + AUTHENTICATION_PROVIDER);
        }
        if (principal.isEmpty() && secretFile.isEmpty()) {
            return Optional.empty();
        }
        if (principal.isEmpty()) {
            problem("--mesos-authentication-principal is missing: name the principal of the secret");
            return Optional.empty();
        }
        if (secretFile.isEmpty()) {
            problem("--mesos-authentication-secret-file is missing: name the file that contains the secret of "
                    + principal.get());
            return Optional.empty();
        }
        try {
            Path file = Path.of(secretFile.get());
            Credential credential = Credential.fromFile(principal.get(), file);
            SecretFile.warning(file).ifPresent(warnings::add);
            SecretFile.oddity(file, credential).ifPresent(warnings::add);
            return Optional.of(credential);
        } catch (InvalidPathException e) {
            problem("--mesos-authentication-secret-file: '" + secretFile.get()
                    + "' cannot be the name of a file in this locale: " + e.getReason());
        } catch (IOException | IllegalArgumentException e) {
            problem("--mesos-authentication: " + e.getMessage());
        }
        return Optional.empty();
    }
}
