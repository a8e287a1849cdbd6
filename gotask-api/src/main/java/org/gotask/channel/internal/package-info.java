/** Parts of the channels for other modules of GoTask; exported to those only. */
@NullMarked
package org.gotask.channel.internal;

import org.jspecify.annotations.NullMarked;
