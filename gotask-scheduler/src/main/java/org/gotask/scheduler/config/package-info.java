/**
 * Configuration. {@link org.gotask.scheduler.config.Flags} declares the settings that flags and environment variables
 * provide, {@link org.gotask.scheduler.config.CommandLineReader} reads them together with the application's own
 * options, and {@link org.gotask.scheduler.config.Settings} is the validated result. Errors are collected, not thrown.
 */
@NullMarked
package org.gotask.scheduler.config;

import org.jspecify.annotations.NullMarked;
