package org.gotask.benchmarks.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler that counts how often a virtual thread waited while it held its carrier, however shortly: JFR's event
 * {@code jdk.VirtualThreadPinned}, as the sum over all measured iterations.
 */
public final class PinnedProfiler implements InternalProfiler {

    /** The name of the count among the secondary results. */
    static final String COUNT = "pinned";

    private final Recording recording = new Recording();

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (recording.getState() == jdk.jfr.RecordingState.NEW) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withoutStackTrace();
            recording.start();
        }
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return List.of(new ScalarResult(COUNT, count(), "events", AggregationPolicy.MAX));
    }

    /** All events since the start. */
    private long count() {
        try {
            Path file = Files.createTempFile("pinned", ".jfr");
            try {
                recording.dump(file);
                return RecordingFile.readAllEvents(file).size();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recording of pinned threads", e);
        }
    }

    @Override
    public String getDescription() {
        return "counts pinned virtual threads";
    }
}
