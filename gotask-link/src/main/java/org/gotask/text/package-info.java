/**
 * Sanitizes text from outside for display, describes exceptions in one line, and words the reasons why files cannot be
 * read. The driver has classes of the same names, because the driver and GoTask's own modules do not depend on each other.
 */
@NullMarked
package org.gotask.text;

import org.jspecify.annotations.NullMarked;
