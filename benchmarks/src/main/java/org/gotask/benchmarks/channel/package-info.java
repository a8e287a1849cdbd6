/**
 * Channels beside what else there is to pass a value from one thread to another: the same work for each peer, in the same
 * run. {@code scripts/benchmark-channels} runs all of it and writes the table in {@code docs/performance.md}.
 */
@NullMarked
package org.gotask.benchmarks.channel;

import org.jspecify.annotations.NullMarked;
