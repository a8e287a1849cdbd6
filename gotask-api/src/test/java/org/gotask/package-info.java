/** Tests of the application API. */
@NullMarked
package org.gotask;

import org.jspecify.annotations.NullMarked;
