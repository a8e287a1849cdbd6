package org.gotask.scheduler;

/** How a run ended. Skeleton. */
public record RunOutcome(int exitCode, String message) {}
