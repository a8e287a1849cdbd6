package org.gotask.mesos.local.election;

import java.nio.file.Path;
import java.util.Optional;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectorProvider;
import org.gotask.mesos.proto.MasterInfo;

/**
 * Lets {@code --master leader:///path/of/file} mean the one of several local masters that leads. They stand for election
 * with the lock of a file, so that a standby takes over at once when the leader dies; without ZooKeeper, and on one machine
 * only.
 */
public final class LeaderFileProvider implements MasterDetectorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public LeaderFileProvider() {}

    /** What {@code --master} takes for this file. */
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
