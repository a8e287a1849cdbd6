/**
 * Two threads that race on channels, millions of times, under jcstress: for each pair the outcomes that may be seen, with
 * their reasons; every other one fails. {@code scripts/prove-channels} runs them at length, the build shortly.
 */
@NullMarked
package org.gotask.proofs.stress;

import org.jspecify.annotations.NullMarked;
