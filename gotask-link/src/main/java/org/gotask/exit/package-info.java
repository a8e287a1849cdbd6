/** The reason for the end of a JVM, for its shutdown hooks. */
@NullMarked
package org.gotask.exit;

import org.jspecify.annotations.NullMarked;
