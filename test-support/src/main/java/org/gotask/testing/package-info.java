/** Test support shared by several modules. */
@NullMarked
package org.gotask.testing;

import org.jspecify.annotations.NullMarked;
