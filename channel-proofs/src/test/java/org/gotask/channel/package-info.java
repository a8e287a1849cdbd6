/** Proofs of single steps inside the channels, in the same package because the steps are package-private. */
@org.jspecify.annotations.NullMarked
package org.gotask.channel;
