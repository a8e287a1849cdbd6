/**
 * Messages from process to process: the reliable and the mesosgot link through a local Mesos, beside gRPC and plain TCP. The
 * program is {@link org.gotask.benchmarks.link.LinkBenchmark}; everything else runs in processes that it starts.
 */
@NullMarked
package org.gotask.benchmarks.link;

import org.jspecify.annotations.NullMarked;
