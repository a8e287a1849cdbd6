/**
 * Reading the configuration: {@link org.gotask.scheduler.config.Flags} declares what can be set by flag or environment
 * variable, {@link org.gotask.scheduler.config.CommandLineReader} reads it together with the application's own options,
 * and {@link org.gotask.scheduler.config.Settings} is what comes out, checked. Mistakes are collected, not thrown.
 */
@NullMarked
package org.gotask.scheduler.config;

import org.jspecify.annotations.NullMarked;
