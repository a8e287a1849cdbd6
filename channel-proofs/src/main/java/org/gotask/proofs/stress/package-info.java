/**
 * Races of two threads on channels under jcstress, millions of times. The permitted outcomes of each race are listed
 * with their reasons; any other outcome fails. {@code scripts/prove-channels} runs long tests, the build short ones.
 */
@NullMarked
package org.gotask.proofs.stress;

import org.jspecify.annotations.NullMarked;
