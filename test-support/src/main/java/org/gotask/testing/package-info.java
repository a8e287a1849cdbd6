/** What the tests of several modules share. */
@NullMarked
package org.gotask.testing;

import org.jspecify.annotations.NullMarked;
