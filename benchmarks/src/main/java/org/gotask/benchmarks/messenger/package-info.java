/**
 * The driver's messenger beside the ways in which others send Mesos's messages: one HTTP request after another by the JDK's
 * client, and mesos-go's messenger. {@code MessengerBenchmark} runs them all.
 */
@NullMarked
package org.gotask.benchmarks.messenger;

import org.jspecify.annotations.NullMarked;
