package org.gotask.benchmarks.messenger;

/**
 * What one round of a contestant came to.
 *
 * @param perSecond messages per second, sent flat out, from the first call to the last handler
 * @param p50Micros median of the times from the call to the handler at a steady rate
 * @param p99Micros their 99th percentile
 */
record Round(double perSecond, double p50Micros, double p99Micros) {}
