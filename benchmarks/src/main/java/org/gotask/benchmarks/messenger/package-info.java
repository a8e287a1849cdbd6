/**
 * Benchmarks of the driver's messenger and other senders of Mesos messages: one HTTP request after another with the
 * JDK's client, and mesos-go's messenger. {@code MessengerBenchmark} runs them all.
 */
@NullMarked
package org.gotask.benchmarks.messenger;

import org.jspecify.annotations.NullMarked;
