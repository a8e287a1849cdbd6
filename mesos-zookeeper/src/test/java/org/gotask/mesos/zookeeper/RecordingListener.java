package org.gotask.mesos.zookeeper;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.detector.MasterContender;
import org.gotask.mesos.detector.MasterDetector;
import org.gotask.mesos.proto.MasterInfo;

/** Notes what a detector or contender tells, in order. */
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

    /** What is told next, waited for. */
    String next() throws InterruptedException {
        String next = told.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing told within 15 s");
        }
        return next;
    }

    /** What was told and not taken yet. */
    BlockingQueue<String> rest() {
        return told;
    }
}
