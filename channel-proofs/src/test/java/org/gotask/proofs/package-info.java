/** Runners for the proofs of this module in the build. */
@NullMarked
package org.gotask.proofs;

import org.jspecify.annotations.NullMarked;
