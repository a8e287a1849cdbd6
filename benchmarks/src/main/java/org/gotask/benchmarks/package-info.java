/** JMH benchmarks; {@code scripts/benchmark} runs them. */
@NullMarked
package org.gotask.benchmarks;

import org.jspecify.annotations.NullMarked;
