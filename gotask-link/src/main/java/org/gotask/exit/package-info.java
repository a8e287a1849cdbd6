/** The reason for which a JVM ends, for its shutdown hooks. */
@NullMarked
package org.gotask.exit;

import org.jspecify.annotations.NullMarked;
