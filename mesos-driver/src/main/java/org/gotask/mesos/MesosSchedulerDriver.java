package org.gotask.mesos;

/** Skeleton. */
public final class MesosSchedulerDriver {
    private MesosSchedulerDriver() {}
}
