package org.gotask.scheduler.config;

import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.launch.ExecutorProgram;
import org.gotask.scheduler.placement.PlacementStrategy;
import org.gotask.scheduler.run.RunSettings;

/**
 * The validated configuration of a scheduler. Immutable.
 *
 * @param cluster the settings of the engine
 * @param artifactPort the port that serves the executor program; 0 for any free one
 * @param program the executor program
 * @param placement how tasks are distributed over agents
 * @param run times and limits
 */
public record Settings(
        ClusterSettings cluster,
        int artifactPort,
        ExecutorProgram program,
        PlacementStrategy placement,
        RunSettings run) {}
