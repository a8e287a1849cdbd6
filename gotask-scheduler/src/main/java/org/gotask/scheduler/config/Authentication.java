package org.gotask.scheduler.config;

import java.nio.file.Path;

/**
 * Who the framework says it is, and how it proves that to the master.
 *
 * @param principal the name
 * @param secretFile holds the secret; it is read when the framework starts, and the secret is kept nowhere else
 */
public record Authentication(String principal, Path secretFile) {}
