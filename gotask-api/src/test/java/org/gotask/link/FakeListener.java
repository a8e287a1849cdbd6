package org.gotask.link;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Keeps what a link tells. */
final class FakeListener implements LinkListener {

    final List<String> failures = new CopyOnWriteArrayList<>();
    final List<String> drops = new CopyOnWriteArrayList<>();
    final List<String> endsUntold = new CopyOnWriteArrayList<>();
    final CountDownLatch failed = new CountDownLatch(1);

    @Override
    public void failed(String reason) {
        failures.add(reason);
        failed.countDown();
    }

    @Override
    public void dropped(String what) {
        drops.add(what);
    }

    @Override
    public void endUntold(String taskName) {
        endsUntold.add(taskName);
    }
}
