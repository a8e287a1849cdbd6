/**
 * Go-style channels for virtual threads. A {@link org.gotask.channel.Channel} has two ends, a
 * {@link org.gotask.channel.SendChannel} and a {@link org.gotask.channel.ReceiveChannel}; a
 * {@link org.gotask.channel.Select} waits for the first of several operations on channels. Channels do not depend on a
 * cluster, and work between the threads of any program.
 *
 * <p>Unless stated otherwise, methods throw {@link NullPointerException} if an argument is null.
 */
@NullMarked
package org.gotask.channel;

import org.jspecify.annotations.NullMarked;
