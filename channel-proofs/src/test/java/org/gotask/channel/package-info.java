/** Proofs of single steps inside the channels, which only their own package can see. */
@org.jspecify.annotations.NullMarked
package org.gotask.channel;
