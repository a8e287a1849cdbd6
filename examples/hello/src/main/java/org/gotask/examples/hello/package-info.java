/** The smallest application: seven tasks of two kinds greet the scheduler function. */
@NullMarked
package org.gotask.examples.hello;

import org.jspecify.annotations.NullMarked;
