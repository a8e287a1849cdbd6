/**
 * Sanitizes text from outside for display, and words the reasons of failed operations on files. The package
 * {@code org.gotask.text} has classes of the same names, because the driver and GoTask's own modules do not depend on
 * each other.
 */
@NullMarked
package org.gotask.mesos.text;

import org.jspecify.annotations.NullMarked;
