package org.gotask.scheduler.mesos;

import java.util.List;
import java.util.Optional;
import org.gotask.scheduler.cluster.EngineFlag;

/** The flags that only Mesos has. */
final class MesosFlags {

    static final EngineFlag FRAMEWORK_NAME = new EngineFlag(
            "--framework-name",
            "NAME",
            Optional.of("GoTask Framework"),
            "The name shown by Mesos. Default: ${DEFAULT-VALUE}.",
            "--artifact-port");

    static final EngineFlag ROLE = new EngineFlag(
            "--role",
            "ROLE",
            Optional.of("*"),
            "The Mesos role whose resources are used. Default: ${DEFAULT-VALUE}.",
            "--user");

    static final EngineFlag PRINCIPAL = new EngineFlag(
            "--mesos-authentication-principal",
            "NAME",
            Optional.empty(),
            "The principal with which the framework authenticates with the master. Default: no authentication.",
            "--max-message");

    static final EngineFlag SECRET_FILE = new EngineFlag(
            "--mesos-authentication-secret-file",
            "FILE",
            Optional.empty(),
            "The file that contains the secret of the principal.",
            "--max-message");

    static final EngineFlag PROVIDER = new EngineFlag(
            "--mesos-authentication-provider",
            "NAME",
            Optional.of("SASL"),
            "The authentication provider. Only ${DEFAULT-VALUE}, with the mechanism CRAM-MD5, is supported.",
            "--max-message");

    static final List<EngineFlag> ALL = List.of(FRAMEWORK_NAME, ROLE, PRINCIPAL, SECRET_FILE, PROVIDER);

    private MesosFlags() {}
}
