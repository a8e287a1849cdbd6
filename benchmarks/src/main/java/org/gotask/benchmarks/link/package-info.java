/**
 * Benchmarks of messages between processes: the reliable and the mesosgot link through a local Mesos, compared with
 * gRPC and plain TCP. The main program is {@link org.gotask.benchmarks.link.LinkBenchmark}; everything else runs in
 * processes that it starts.
 */
@NullMarked
package org.gotask.benchmarks.link;

import org.jspecify.annotations.NullMarked;
