package org.gotask.mesos.local.faults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The numbers of faults in one direction. Thread-safe. */
final class FaultCounters {

    private final LongAdder offered = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder doubled = new LongAdder();
    private final LongAdder reordered = new LongAdder();

    /** Counts a message and its faults. */
    void count(boolean wasDropped, boolean wasDoubled, int heldBack) {
        offered.increment();
        dropped.add(wasDropped ? 1 : 0);
        doubled.add(wasDoubled ? 1 : 0);
        reordered.add(heldBack);
    }

    /** The counters, for the agent's page. */
    Map<String, Object> view() {
        var json = new LinkedHashMap<String, Object>();
        json.put("messages", offered.sum());
        json.put("dropped", dropped.sum());
        json.put("doubled", doubled.sum());
        json.put("reordered", reordered.sum());
        return json;
    }

    @Override
    public String toString() {
        return "messages=" + offered.sum() + ", dropped=" + dropped.sum() + ", doubled=" + doubled.sum()
                + ", reordered=" + reordered.sum();
    }
}
