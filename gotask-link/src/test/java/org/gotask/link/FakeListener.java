package org.gotask.link;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events of a link. */
final class FakeListener implements LinkListener {

    final List<String> failures = new CopyOnWriteArrayList<>();
    final List<String> drops = new CopyOnWriteArrayList<>();
    final List<String> unsignalledEnds = new CopyOnWriteArrayList<>();
    volatile Runnable onFailure = () -> {};
    volatile Runnable onDrop = () -> {};

    @Override
    public void failed(String reason) {
        failures.add(reason);
        onFailure.run();
    }

    @Override
    public void dropped(String what) {
        drops.add(what);
        onDrop.run();
    }

    @Override
    public void peerCannotSignalEnd(String taskName) {
        unsignalledEnds.add(taskName);
    }
}
