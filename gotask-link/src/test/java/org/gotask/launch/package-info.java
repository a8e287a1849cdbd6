/** Tests of the launch format. */
@NullMarked
package org.gotask.launch;

import org.jspecify.annotations.NullMarked;
