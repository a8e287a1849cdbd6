/**
 * Sanitizes text from outside for display. The package {@code org.gotask.text} does the same, because the driver and
 * GoTask's own modules do not depend on each other.
 */
@NullMarked
package org.gotask.mesos.text;

import org.jspecify.annotations.NullMarked;
