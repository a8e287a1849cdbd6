/**
 * Sanitizes text from outside for display, and describes exceptions in one line. The driver has its own copy, because
 * the driver and GoTask's own modules do not depend on each other.
 */
@NullMarked
package org.gotask.text;

import org.jspecify.annotations.NullMarked;
