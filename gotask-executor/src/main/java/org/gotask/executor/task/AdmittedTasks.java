package org.gotask.executor.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The running tasks of an executor, and the ids of all tasks ever admitted or refused. Thread-safe. */
final class AdmittedTasks {

    /** The decision on a launched task. */
    enum Admission {
        /** It may run. */
        ADMITTED,
        /** A task of this id runs or has ended, and a report on this one would be mistaken for one on the other. */
        SEEN_BEFORE,
        /** A task of another id runs under this name. */
        NAME_TAKEN,
        /** No task may run any more. */
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, RunningTask> runningById = new HashMap<>();
    private final Map<String, RunningTask> runningByName = new HashMap<>();

    /** Never removed, because an agent may repeat a launch at any time. A run launches each of its tasks only once. */
    private final Set<String> seenIds = new HashSet<>();

    private boolean closed;

    Admission admit(RunningTask task) {
        lock.lock();
        try {
            if (!seenIds.add(task.id())) {
                return Admission.SEEN_BEFORE;
            }
            if (closed) {
                return Admission.CLOSED;
            }
            RunningTask sameName = runningByName.get(task.name());
            if (sameName != null && !sameName.isOver()) {
                return Admission.NAME_TAKEN;
            }
            runningById.put(task.id(), task);
            runningByName.put(task.name(), task);
            return Admission.ADMITTED;
        } finally {
            lock.unlock();
        }
    }

    /** Records that a task will never run here; false if it runs or has run, and must not be reported as refused. */
    boolean refuse(String taskId) {
        lock.lock();
        try {
            return seenIds.add(taskId);
        } finally {
            lock.unlock();
        }
    }

    Optional<RunningTask> running(String taskId) {
        lock.lock();
        try {
            return Optional.ofNullable(runningById.get(taskId));
        } finally {
            lock.unlock();
        }
    }

    List<RunningTask> allRunning() {
        lock.lock();
        try {
            return new ArrayList<>(runningById.values());
        } finally {
            lock.unlock();
        }
    }

    /** Admits no more tasks, and returns the running ones. */
    List<RunningTask> close() {
        lock.lock();
        try {
            closed = true;
            return new ArrayList<>(runningById.values());
        } finally {
            lock.unlock();
        }
    }

    void remove(RunningTask task) {
        lock.lock();
        try {
            runningById.remove(task.id(), task);
            runningByName.remove(task.name(), task);
        } finally {
            lock.unlock();
        }
    }
}
