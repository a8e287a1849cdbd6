package org.gotask.mesos.local.election;

import java.nio.file.Path;
import java.util.Optional;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectorProvider;
import org.gotask.mesos.proto.MasterInfo;

/**
 * The provider of {@code --master leader:///path/of/file}: the leader of several local masters. They stand for election
 * by the lock of a file, so that a standby takes over immediately when the leader dies; without ZooKeeper, and on one
 * machine only.
 */
public final class LeaderFileProvider implements MasterDetectorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public LeaderFileProvider() {}

    /** The value of {@code --master} for this file. */
    public static String specification(Path file) {
        return LeaderFile.PREFIX + file.toAbsolutePath();
    }

    @Override
    public String forms() {
        return "leader:///path/of/file that mesos-local writes";
    }

    @Override
    public boolean accepts(String specification) {
        return specification.startsWith(LeaderFile.PREFIX);
    }

    @Override
    public MasterDetector create(String specification) {
        return new LeaderFileDetector(LeaderFile.parse(specification));
    }

    @Override
    public Optional<MasterContender> contender(String specification, MasterInfo candidate) {
        return Optional.of(new LeaderFileContender(LeaderFile.parse(specification), candidate));
    }
}
