package org.gotask.scheduler;

import java.util.List;

/** The configuration of a scheduler. Skeleton. */
public final class SchedulerConfig {

    private final List<String> args;

    private SchedulerConfig(List<String> args) {
        this.args = args;
    }

    /**
     * Reads the flags and environment variables that every GoTask scheduler has, and those of the application. Mistakes
     * are kept, and reported all at once by {@link GoTaskScheduler#run}.
     *
     * @param args the command line
     * @param options objects with fields or methods annotated as picocli options; they are filled in here
     */
    public static SchedulerConfig fromArgs(String[] args, Object... options) {
        return new SchedulerConfig(List.of(args));
    }

    @Override
    public String toString() {
        return args.toString();
    }
}
