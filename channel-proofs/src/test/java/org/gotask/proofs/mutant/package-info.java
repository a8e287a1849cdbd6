/**
 * Are the proofs able to fail? Each {@link org.gotask.proofs.mutant.Mutant} is the real channel with one fault put into its
 * source, and a proof that must find it.
 */
@NullMarked
package org.gotask.proofs.mutant;

import org.jspecify.annotations.NullMarked;
