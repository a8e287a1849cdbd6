package org.gotask.scheduler.mesos;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.scheduler.cluster.ClusterFlags;
import org.gotask.scheduler.cluster.EngineFlag;

/** Validates the flags and environment variables of a framework, and reports all problems at once. */
final class MesosSettingsCheck {

    private static final String AUTHENTICATION_PROVIDER = "SASL";

    private final ClusterFlags flags;
    private final Map<String, String> networkVariables;
    private final Consumer<String> report;
    private int problems;

    MesosSettingsCheck(ClusterFlags flags, Consumer<String> report) {
        this.flags = flags;
        this.report = report;
        // variables that a user has set for a cluster must not keep a run from starting on this machine alone
        networkVariables = MesosMasters.isEmbedded(flags.master()) ? Map.of() : flags.environment();
    }

    /** Returns the settings; empty if there are problems. */
    Optional<MesosSettings> settings() {
        Optional<String> masterProblem = MesosMasters.problem(flags.master());
        masterProblem.ifPresent(this::problem);
        Optional<MessengerConfig> messenger = messenger();
        Optional<InetAddress> address = masterProblem.isPresent() ? Optional.empty() : address();
        String frameworkName = value(MesosFlags.FRAMEWORK_NAME);
        if (frameworkName.isBlank()) {
            problem("--framework-name: the name is blank");
        }
        String role = value(MesosFlags.ROLE);
        if (role.isBlank() || role.contains(" ")) {
            problem("--role: invalid role '" + role + "'; expected * or a name without blanks");
        }
        Optional<CredentialFile> credential = credential();
        if (problems > 0) {
            return Optional.empty();
        }
        InetAddress bound = address.orElseThrow();
        return Optional.of(new MesosSettings(
                flags.master(),
                bound,
                messenger.orElseThrow().toBuilder()
                        .bindHost(bound.getHostAddress())
                        .build(),
                flags.user(),
                frameworkName,
                role,
                credential));
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

    private Optional<InetAddress> address() {
        Optional<String> flag = flags.address();
        Optional<String> given = flag.or(() -> Optional.ofNullable(networkVariables.get("LIBPROCESS_IP")));
        String source = flag.isPresent() || given.isEmpty() ? "--address: " : "LIBPROCESS_IP: ";
        try {
            InetAddress address = given.isPresent()
                    ? InetAddress.getByName(given.get())
                    : MesosMasters.addressTowards(flags.master());
            if (address instanceof Inet4Address && !address.isAnyLocalAddress()) {
                return Optional.of(address);
            }
            problem(source + address.getHostAddress()
                    + " cannot be used; expected an IPv4 address of this machine that master and agents can"
                    + " connect to");
        } catch (IOException e) {
            problem(
                    given.isPresent()
                            ? source + "unknown host '" + given.get() + "'; expected an address of this machine"
                            : "--master: no route to " + MesosMasters.printable(flags.master()) + ": " + e.getMessage()
                                    + "; check the host, or set --address to an address of this machine");
        }
        return Optional.empty();
    }

    private Optional<CredentialFile> credential() {
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
        CredentialFile file = new CredentialFile(principal.get(), Path.of(secretFile.get()));
        try {
            file.read();
        } catch (IOException | IllegalArgumentException e) {
            problem("--mesos-authentication: " + e.getMessage());
        }
        return Optional.of(file);
    }
}
