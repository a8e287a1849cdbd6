package org.gotask.mesos.local.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.files.ThisUser;
import org.gotask.mesos.proto.MasterInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Masters that are elected by a file. */
class LeaderFileTest {

    private static final MasterInfo A = MasterAddress.info("a", Upid.parse("master@127.0.0.1:5050"));
    private static final MasterInfo B = MasterAddress.info("b", Upid.parse("master@127.0.0.1:5051"));

    @TempDir
    Path folder;

    private String specification = "";

    @BeforeEach
    void name() {
        specification = "leader://" + folder.resolve("leader");
    }

    @Test
    void leaderThatCannotBeWrittenLeavesNothingBehind() throws Exception {
        Path inTheWay = Files.createDirectories(folder.resolve("leader/full")).getParent();

        assertThatThrownBy(() -> new LeaderFile(folder.resolve("leader")).write(A))
                .isInstanceOf(IOException.class);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(inTheWay);
        }
    }

    @Test
    void nextOneLeadsWhenTheLeaderWithdraws() throws Exception {
        var leaders = new LinkedBlockingQueue<Optional<MasterInfo>>();
        MasterDetector detector = MasterDetectors.create(specification);
        detector.start(recorder(leaders));
        MasterContender first = MasterDetectors.contender(specification, A);
        MasterContender second = MasterDetectors.contender(specification, B);
        try {
            var elected = new LinkedBlockingQueue<String>();
            first.start(listener("first", elected));
            assertThat(elected.poll(60, TimeUnit.SECONDS)).isEqualTo("first elected");
            assertThat(leaders.poll(60, TimeUnit.SECONDS)).contains(A);

            second.start(listener("second", elected));
            assertThat(elected.poll(300, TimeUnit.MILLISECONDS)).isNull();
            first.close();

            assertThat(elected.poll(60, TimeUnit.SECONDS)).isEqualTo("second elected");
            assertThat(leaders.poll(60, TimeUnit.SECONDS)).contains(B);
        } finally {
            first.close();
            second.close();
            detector.close();
        }
    }

    @Test
    void saysThatNobodyIsRegisteredWhereNoMasterHasWritten() {
        Logger logger = (Logger) LoggerFactory.getLogger(LeaderFileDetector.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.setAdditive(false);
        logger.addAppender(lines);
        try (MasterDetector detector = MasterDetectors.create(specification)) {
            detector.start(recorder(new LinkedBlockingQueue<>()));

            await().until(() -> !lines.list.isEmpty());
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("no master is registered in the leader file, waiting for one: master="
                            + specification + "; check the path");
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
        }
    }

    @Test
    void whoLosesTheLeaderIsToldAgainWhoItIs() throws Exception {
        var leaders = new LinkedBlockingQueue<Optional<MasterInfo>>();
        LeaderFile.parse(specification).write(A);
        MasterDetector detector = MasterDetectors.create(specification);
        detector.start(recorder(leaders));
        try {
            assertThat(leaders.poll(60, TimeUnit.SECONDS)).contains(A);

            detector.connectionLost();

            assertThat(leaders.poll(60, TimeUnit.SECONDS)).contains(A);
        } finally {
            detector.close();
        }
    }

    @Test
    void fileOfSomebodyElseNamesNobody() throws Exception {
        Path file = folder.resolve("leader");
        LeaderFile leader = LeaderFile.parse(specification);
        ThisUser user = ThisUser.in(folder);

        assertThat(leader.read(user)).isEmpty();
        for (String text : new String[] {"", "master@127.0.0.1:5050", "a b c", "nonsense id", "x".repeat(10_000)}) {
            Files.writeString(file, text);
            assertThat(leader.read(user)).isEmpty();
        }
        leader.write(A);
        assertThat(leader.read(user)).contains(A);
    }

    @Test
    void refusesFilesThatSomebodyElseCouldHaveWritten() throws Exception {
        LeaderFile leader = LeaderFile.parse(specification);
        ThisUser user = ThisUser.in(folder);
        leader.write(A);

        Files.setPosixFilePermissions(leader.path(), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(() -> leader.read(user)).hasMessageStartingWith("it must be a file that only you can write");

        Path elsewhere = Files.move(leader.path(), folder.resolve("elsewhere"));
        Files.createSymbolicLink(leader.path(), elsewhere);
        assertThatThrownBy(() -> leader.read(user)).hasMessageStartingWith("it must be a file that only you can write");

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> leader.read(user)).hasMessageStartingWith("another user can replace the files in");
    }

    @Test
    void doesNotLockAFileBehindALink() throws Exception {
        LeaderFile leader = LeaderFile.parse(specification);
        ThisUser user = ThisUser.in(folder);
        Path elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(leader.lock(), elsewhere);

        assertThatThrownBy(() -> leader.openLock(user).close()).isInstanceOf(IOException.class);
        assertThat(elsewhere).doesNotExist();

        Files.createFile(elsewhere);
        assertThatThrownBy(() -> leader.openLock(user).close())
                .hasMessageStartingWith("it must be a file that only you can write");
    }

    @Test
    void pathHasToBeAbsolute() {
        for (String wrong : new String[] {"leader://here", "leader://", "leader:///"}) {
            assertThatThrownBy(() -> MasterDetectors.create(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("malformed leader file: master=" + wrong + ", expected");
        }
    }

    private static MasterDetector.Listener recorder(BlockingQueue<Optional<MasterInfo>> leaders) {
        return new MasterDetector.Listener() {
            @Override
            public void leaderChanged(Optional<MasterInfo> leader) {
                leaders.add(leader);
            }

            @Override
            public void failed(String message) {
                throw new AssertionError(message);
            }
        };
    }

    private static MasterContender.Listener listener(String name, BlockingQueue<String> events) {
        return new MasterContender.Listener() {
            @Override
            public void elected() {
                events.add(name + " elected");
            }

            @Override
            public void deposed(String reason) {
                events.add(name + " deposed");
            }

            @Override
            public void failed(String message) {
                events.add(name + " failed: " + message);
            }
        };
    }
}
