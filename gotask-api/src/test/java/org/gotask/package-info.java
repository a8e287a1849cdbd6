/** Tests of the words a user programs with. */
@NullMarked
package org.gotask;

import org.jspecify.annotations.NullMarked;
