package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.gotask.system.AppProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Another user beside a {@code mesos-local} that authenticates frameworks and agents. The master can be found by its address,
 * and still nothing is done for somebody who has no credential. All attacks are made on one run, which goes on after each.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticatedClusterIT {

    private Intruder intruder;
    private Path evidence;
    private AppProcess mesos;
    private VisitedRun run;
    private int master;
    private String frameworkId;
    private String agentId;

    @BeforeAll
    void start() throws Exception {
        intruder = Intruder.enter();
        evidence = intruder.folder().resolve("evidence");
        Path folder = Files.createDirectory(intruder.folder().resolve("run"));
        Path credentials = secret(folder, "credentials", "visited hush\n");
        Path secret = secret(folder, "secret", "hush\n");
        mesos = AppProcess.jar(
                Files.createDirectory(folder.resolve("mesos")),
                "mesos-local/target/mesos-local.jar",
                "--agents=2",
                "--port=0",
                "--credentials=" + credentials,
                "--authenticate-frameworks",
                "--authenticate-agents");
        mesos.awaitLine(line -> line.contains("master="));
        String address = mesos.out().getFirst().replaceAll(".*master=(\\S+).*", "$1");
        master = Integer.parseInt(address.replaceAll(".*:", ""));
        run = VisitedRun.on(
                mesos,
                address,
                folder,
                "--mesos-authentication-principal=visited",
                "--mesos-authentication-secret-file=" + secret);
        var environment = run.environment(run.executors().getFirst());
        frameworkId = Objects.requireNonNull(environment.get("MESOS_FRAMEWORK_ID"));
        agentId = Objects.requireNonNull(environment.get("MESOS_SLAVE_ID"));
    }

    @AfterAll
    void end() throws Exception {
        try {
            if (run != null) {
                assertThat(run.end()).as(run.app().output() + mesos.output()).isZero();
            }
        } finally {
            if (run != null) {
                run.close();
            }
            if (mesos != null) {
                mesos.close();
            }
            intruder.close();
        }
    }

    @Test
    void clusterDoesNotSayThatEverybodyMayUseIt() {
        assertThat(mesos.err()).noneMatch(line -> line.contains("everybody"));
    }

    @Test
    void frameworkWithoutACredentialIsRefused() throws Exception {
        for (Message registration :
                List.of(Forged.subscription(), Forged.registration(), Forged.takeOver(frameworkId))) {
            int ear = intruder.listen();

            toMaster("intruder@127.0.0.1:" + ear, registration);

            awaitHeard(ear, request -> request.contains("is not authenticated"));
            assertThat(intruder.heard(ear)).noneMatch(request -> request.contains("ResourceOffersMessage"));
        }
        run.echo();
    }

    @Test
    void agentWithoutACredentialIsNotAdmitted() throws Exception {
        int ear = intruder.listen();

        toMaster("intruder-agent@127.0.0.1:" + ear, Forged.agentRegistration());
        toMaster("intruder-agent@127.0.0.1:" + ear, Forged.agentTakeOver(agentId));

        toMaster("intruder@127.0.0.1:" + ear, Forged.subscription());
        awaitHeard(ear, request -> request.contains("is not authenticated"));
        assertThat(intruder.heard(ear)).noneMatch(request -> request.contains("/intruder-agent/"));
        assertThat(intruder.request(master, "GET", "/state").body()).contains("\"activated_slaves\":2");
        run.echo();
    }

    @Test
    void frameworkIsNotTornDownByItsId() throws Exception {
        int ear = intruder.listen();

        toMaster("scheduler(1)@127.0.0.1:" + ear, Forged.tearDown(frameworkId));

        run.echo();
        assertThat(intruder.request(master, "GET", "/state").body()).contains("\"id\":\"" + frameworkId + "\"");
    }

    @Test
    void commandOfAForgedMasterDoesNotRun() throws Exception {
        for (int port : OpenPorts.of(mesos.process().toHandle())) {
            for (String name : List.of("slave(1)", "slave", "slave-0", "slave-1")) {
                assertThat(intruder.send(
                                        port,
                                        name,
                                        "master@127.0.0.1:" + master,
                                        Forged.command("touch " + evidence, agentId))
                                .status())
                        .isNotEqualTo(202);
            }
        }

        run.echo();
        assertThat(evidence).doesNotExist();
    }

    private void toMaster(String from, Message message) throws Exception {
        assertThat(intruder.send(master, "master", from, message).status()).isEqualTo(202);
    }

    private void awaitHeard(int ear, Predicate<String> wanted) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> intruder.heard(ear).stream().anyMatch(wanted));
    }

    private static Path secret(Path folder, String name, String text) throws Exception {
        return Files.writeString(
                Files.createFile(
                        folder.resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                text);
    }
}
