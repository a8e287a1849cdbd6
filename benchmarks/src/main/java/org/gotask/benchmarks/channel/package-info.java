/**
 * Benchmarks of channels and other means to pass a value between threads: the same workloads for each, in the same run.
 * {@code scripts/benchmark-channels} runs all of them and writes the table in {@code docs/performance.md}.
 */
@NullMarked
package org.gotask.benchmarks.channel;

import org.jspecify.annotations.NullMarked;
