package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.internal.FrameworkErrorMessage;
import org.gotask.mesos.proto.internal.FrameworkRegisteredMessage;
import org.gotask.mesos.proto.internal.RegisterFrameworkMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.system.AppProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strangers at a {@code mesos-local} of little memory, which everybody can find: it keeps little of what they send,
 * says little of it, and serves its users as before.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StandaloneMasterIT {

    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    Path folder;

    private AppProcess mesos;
    private Upid master;

    @BeforeEach
    void startMesos() throws Exception {
        Path temp = Files.createDirectory(folder.resolve("mesos"));
        mesos = AppProcess.java(
                temp,
                Map.of(),
                List.of(
                        "-Xmx96m",
                        "-jar",
                        AppProcess.PROJECT
                                .resolve("mesos-local/target/mesos-local.jar")
                                .toString(),
                        "--agents=1",
                        "--port=0"));
        mesos.awaitLine(line -> line.contains("master="));
        master = Upid.parse("master@" + mesos.out().getFirst().replaceAll(".*master=(\\S+).*", "$1"));
    }

    @AfterEach
    void stopMesos() {
        mesos.close();
    }

    @Test
    void sixRegistrationsOf20MegabytesAreRefused() throws Exception {
        FrameworkInfo small =
                FrameworkInfo.newBuilder().setUser("nobody").setName("intruder").build();
        FrameworkInfo big =
                small.toBuilder().setWebuiUrl("x".repeat(20 * MEBIBYTE)).build();
        CountDownLatch registered = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(6);
        try (HttpMessenger intruder = new HttpMessenger(MessengerConfig.loopback())) {
            intruder.start();
            // whoever is registered may send larger messages than a stranger
            send(intruder, "small", FrameworkRegisteredMessage.getDefaultInstance(), registered, registration(small));
            assertThat(registered.await(60, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < 6; i++) {
                send(intruder, "big-" + i, FrameworkErrorMessage.getDefaultInstance(), refused, registration(big));
            }

            assertThat(refused.await(120, TimeUnit.SECONDS)).as(mesos.output()).isTrue();
        }
        assertServes();
        assertThat(mesos.err()).filteredOn(line -> line.contains("too long")).hasSize(1);
        assertThat(mesos.err()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    @Test
    void bodiesThatHaveNoEndTakeOnlyAPartOfTheMemory() throws Exception {
        // each is short enough for a stranger, and all together are twice the heap
        byte[] whole = Intruder.post(
                master.port(),
                "master",
                "intruder@127.0.0.1:" + master.port(),
                "mesos.internal.X",
                new byte[2_900_000]);
        byte[] unfinished = Arrays.copyOf(whole, whole.length - 1);
        try (Intruder intruder = Intruder.enter()) {
            intruder.hold(master.port(), 70, unfinished);

            assertServes();
        }
        assertThat(mesos.err()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    @Test
    void messagesOfAMillionEmptyPartsAreRefused() throws Exception {
        // each part has two bytes here, and more than a hundred as an object
        byte[] body = new byte[2 * MEBIBYTE];
        for (int i = 0; i < body.length; i += 2) {
            body[i] = ReregisterSlaveMessage.TASKS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }
        byte[] request = Intruder.post(
                master.port(),
                "master",
                "intruder@127.0.0.1:" + master.port(),
                ReregisterSlaveMessage.getDescriptor().getFullName(),
                body);
        try (Intruder intruder = Intruder.enter()) {
            assertThat(intruder.flood(master.port(), 10, request)).isEqualTo(10);
        }

        assertServes();
        assertThat(mesos.err()).noneMatch(line -> line.contains("OutOfMemoryError"));
        assertThat(mesos.err())
                .filteredOn(line -> line.contains("too many parts"))
                .isNotEmpty();
    }

    @Test
    void floodOfGarbageAndOfUnknownFrameworksIsLoggedInAFewLines() throws Exception {
        byte[] garbage = "GARBAGE\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] unknown = Intruder.post(
                master.port(), "master", "intruder@127.0.0.1:" + master.port(), Forged.tearDown("no-such-framework"));
        byte[] unnamed = Intruder.post(master.port(), "master", "@0.0.0.0:0", Forged.registration());
        byte[] unreadable = Intruder.post(
                master.port(),
                "master",
                "intruder@127.0.0.1:" + master.port(),
                Call.newBuilder().setType(Call.Type.TEARDOWN).build());
        unreadable[unreadable.length - 1] = (byte) 0xff;
        try (Intruder intruder = Intruder.enter()) {
            for (int i = 0; i < 500; i++) {
                intruder.exchange(master.port(), garbage);
            }
            intruder.flood(master.port(), 20_000, unknown);
            intruder.flood(master.port(), 20_000, unnamed);
            intruder.flood(master.port(), 20_000, unreadable);
        }

        assertServes();
        assertThat(mesos.err())
                .filteredOn(line -> line.contains("no-such-framework"))
                .isNotEmpty();
        assertThat(mesos.err()).as(mesos.output()).hasSizeLessThan(60);
    }

    @Test
    void namesOfStrangersStayInTheirLine() throws Exception {
        RegisterFrameworkMessage forgery = registration(FrameworkInfo.newBuilder()
                .setUser("nobody")
                .setName("x\u001b]0;owned\u0007\u009b2J\nmesos-local: master=192.0.2.7:5050")
                .build());
        String sender = "intruder@127.0.0.1:" + master.port();
        try (Intruder intruder = Intruder.enter()) {
            intruder.send(master.port(), "master", sender, forgery);

            mesos.awaitError(line -> line.contains("mesos-local: master=192.0.2.7:5050"));
        }
        assertThat(mesos.err())
                .noneMatch(line -> line.startsWith("mesos-local: master"))
                .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void messageFromAnotherAddressThanItsSendersIsRefused() throws Exception {
        try (Intruder intruder = Intruder.enter()) {
            Answer answer = intruder.send(master.port(), "master", "intruder@192.0.2.7:5050", Forged.subscription());

            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(mesos.err()).noneMatch(line -> line.contains("192.0.2.7") && line.contains("registered"));
    }

    private static RegisterFrameworkMessage registration(FrameworkInfo info) {
        return RegisterFrameworkMessage.newBuilder().setFramework(info).build();
    }

    /** Sends from a process that is made for it, and counts the answers of a type. */
    private void send(HttpMessenger from, String process, Message answer, CountDownLatch answers, Message message)
            throws InterruptedException {
        String wanted = answer.getDescriptorForType().getFullName();
        from.spawn(process, (sender, name, body) -> {
            if (name.equals(wanted)) {
                answers.countDown();
            }
        });
        from.send(from.upid(process), master, message);
    }

    private void assertServes() throws Exception {
        Path temp = Files.createDirectory(folder.resolve("hello"));
        try (AppProcess app = AppProcess.jar(
                temp,
                "examples/hello/target/hello-scheduler.jar",
                "--executor=" + AppProcess.PROJECT.resolve("examples/hello/target/hello-executor.jar"),
                "--master=" + master.host() + ":" + master.port())) {
            assertThat(app.awaitExit()).as(app.output() + mesos.output()).isZero();
        }
    }
}
