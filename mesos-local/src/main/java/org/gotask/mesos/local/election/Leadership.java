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
 * Whether a master leads, and who does if not. One that was deposed never leads again: another one may know of tasks that it
 * does not, so it has to end. Thread-safe.
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

    /** Of a master that is the only one. */
    public static Leadership alone(MasterInfo self) {
        var alone = new Leadership(self, null, null);
        alone.leading = true;
        alone.leader = Optional.of(self);
        return alone;
    }

    /**
     * Of one of several masters.
     *
     * @param election where they stand, in the form that detectors know
     * @throws IllegalArgumentException if masters are not elected there; the message is one line
     */
    public static Leadership among(String election, MasterInfo self) {
        return new Leadership(self, MasterDetectors.contender(election, self), MasterDetectors.create(election));
    }

    /** Whether the master leads now. */
    public boolean isLeading() {
        return leading;
    }

    /** Who leads, as far as is known. */
    public Optional<MasterInfo> leader() {
        return leading ? Optional.of(self) : leader;
    }

    /**
     * Stands for election, unless alone.
     *
     * @param elected runs when it leads, before {@link #isLeading} tells so
     * @param deposed runs once when it does not lead any more, or never will, with the reason
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
                log.warn("master {} cannot see who leads: {}", self.getPid(), message);
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

    /** Withdraws. */
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
