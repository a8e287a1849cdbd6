package org.gotask.mesos.zookeeper;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.proto.MasterInfo;

/** Records the reports of a detector or contender, in order. */
final class RecordingListener implements MasterDetector.Listener, MasterContender.Listener {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void leaderChanged(Optional<MasterInfo> leader) {
        told.add(leader.map(MasterInfo::getPid).orElse("none"));
    }

    @Override
    public void elected() {
        told.add("elected");
    }

    @Override
    public void deposed(String reason) {
        told.add("deposed");
    }

    @Override
    public void failed(String message) {
        told.add("failed: " + message);
    }

    /** Waits for the next report. */
    String next() throws InterruptedException {
        String next = told.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no report within 15 s");
        }
        return next;
    }

    /** The reports that were not taken yet. */
    BlockingQueue<String> rest() {
        return told;
    }
}
