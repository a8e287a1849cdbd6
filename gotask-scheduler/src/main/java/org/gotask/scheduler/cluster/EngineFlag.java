package org.gotask.scheduler.cluster;

import java.util.Optional;

/**
 * A flag that only one engine has. Like every flag it can also be set by an environment variable.
 *
 * @param name the flag, for example {@code --role}
 * @param valueName a placeholder for its value in {@code --help}
 * @param defaultValue the value if the flag is not set; empty if there is no default
 * @param description the text for {@code --help}, in which <code>${DEFAULT-VALUE}</code> stands for the default
 * @param follows the common flag after which {@code --help} lists it
 */
public record EngineFlag(
        String name, String valueName, Optional<String> defaultValue, String description, String follows) {}
