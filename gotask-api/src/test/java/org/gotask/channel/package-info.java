/** Tests of channels; {@link org.gotask.channel.Fork} runs their threads. */
@NullMarked
package org.gotask.channel;

import org.jspecify.annotations.NullMarked;
