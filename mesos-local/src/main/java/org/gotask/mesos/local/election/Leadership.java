package org.gotask.mesos.local.election;

import java.util.Optional;
import java.util.function.Consumer;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.proto.MasterInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a master leads, and which master does otherwise. A deposed master never leads again: its successor may know
 * tasks that it does not, so it must end. Thread-safe.
 */
public final class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private final MasterInfo self;
    private final @Nullable MasterContender contender;
    private final @Nullable MasterDetector detector;
    private volatile boolean leading;
    private volatile Optional<MasterInfo> leader = Optional.empty();

    private Leadership(MasterInfo self, @Nullable MasterContender contender, @Nullable MasterDetector detector) {
        this.self = self;
        this.contender = contender;
        this.detector = detector;
    }

    /** The leadership of the only master. */
    public static Leadership alone(MasterInfo self) {
        var alone = new Leadership(self, null, null);
        alone.leading = true;
        alone.leader = Optional.of(self);
        return alone;
    }

    /**
     * The leadership of one of several masters.
     *
     * @param election the election, in the form of a detector's specification
     * @throws IllegalArgumentException if masters cannot be elected there; the message is one line
     */
    public static Leadership among(String election, MasterInfo self) {
        return new Leadership(self, MasterDetectors.contender(election, self), MasterDetectors.create(election));
    }

    /** Whether the master is leading. */
    public boolean isLeading() {
        return leading;
    }

    /** The leading master; empty if it is unknown. */
    public Optional<MasterInfo> leader() {
        return leading ? Optional.of(self) : leader;
    }

    /**
     * Stands for election, unless the master is the only one.
     *
     * @param elected runs when the master is elected, before {@link #isLeading} returns true
     * @param deposed runs once, with the reason, when the master stops leading or cannot be elected
     */
    public void start(Runnable elected, Consumer<String> deposed) {
        if (contender == null || detector == null) {
            return;
        }
        detector.start(new MasterDetector.Listener() {
            @Override
            public void leaderChanged(Optional<MasterInfo> found) {
                leader = found.filter(info -> !info.getPid().equals(self.getPid()));
            }

            @Override
            public void failed(String message) {
                log.warn("master {} cannot detect the leading master: {}", self.getPid(), message);
            }
        });
        contender.start(new MasterContender.Listener() {
            @Override
            public void elected() {
                log.info("master {} leads", self.getPid());
                elected.run();
                leading = true;
            }

            @Override
            public void deposed(String reason) {
                leading = false;
                deposed.accept(reason);
            }

            @Override
            public void failed(String message) {
                leading = false;
                deposed.accept(message);
            }
        });
    }

    /** Withdraws from the election. */
    @Override
    public void close() {
        if (contender != null) {
            contender.close();
        }
        if (detector != null) {
            detector.close();
        }
    }
}
