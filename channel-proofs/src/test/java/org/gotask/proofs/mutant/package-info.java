/**
 * Checks that the proofs can fail. Each {@link org.gotask.proofs.mutant.Mutant} is the real channel with one fault
 * planted in its source, and a proof that must find the fault.
 */
@NullMarked
package org.gotask.proofs.mutant;

import org.jspecify.annotations.NullMarked;
