package org.gotask.scheduler;

import java.util.List;
import java.util.Objects;
import org.gotask.scheduler.config.CommandLineReader;
import org.gotask.scheduler.config.Configuration;
import org.gotask.scheduler.config.Engines;

/**
 * The validated configuration of a scheduler, from the command line of a program ({@link #fromArgs}) or from code
 * ({@link #builder}). Mistakes are recorded, and {@link GoTaskScheduler} reports all of them before anything starts.
 * Immutable.
 */
public final class SchedulerConfig {

    private final Configuration configuration;

    SchedulerConfig(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Parses the flags common to all GoTask schedulers, and those of the application. {@code --help} lists the flags
     * and their defaults; each can also be set by an environment variable, {@code --artifact-port} by
     * {@code GOTASK_ARTIFACT_PORT}. From then on until the start of a run, a line on standard error explains the end of
     * the process by a signal.
     *
     * @param args the command line
     * @param options objects whose fields or methods are annotated as picocli options; they are filled in here, and
     *     listed by {@code --help}
     * @return the configuration
     * @throws IllegalArgumentException if an options object has no annotated options, or repeats one of GoTask's
     */
    public static SchedulerConfig fromArgs(String[] args, Object... options) {
        Objects.requireNonNull(args, "args");
        EarlySignal.explain();
        Objects.requireNonNull(options, "options");
        return new SchedulerConfig(
                CommandLineReader.read(List.of(args), System.getenv(), List.of(options), Engines.installed()));
    }

    /**
     * Returns a builder for a configuration in code, without a command line.
     *
     * @return a builder with the defaults of the flags
     */
    public static SchedulerConfigBuilder builder() {
        return new SchedulerConfigBuilder();
    }

    Configuration configuration() {
        return configuration;
    }
}
