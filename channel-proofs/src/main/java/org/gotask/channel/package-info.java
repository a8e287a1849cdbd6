/** Access to package-private parts of the channels: proofs choose the state in which a channel begins. */
@NullMarked
package org.gotask.channel;

import org.jspecify.annotations.NullMarked;
