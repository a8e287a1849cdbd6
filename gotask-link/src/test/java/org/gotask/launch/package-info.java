/** Tests of what a launch carries. */
@NullMarked
package org.gotask.launch;

import org.jspecify.annotations.NullMarked;
