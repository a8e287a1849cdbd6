/**
 * Go's channels for virtual threads. A {@link org.gotask.channel.Channel} has two ends, a
 * {@link org.gotask.channel.SendChannel} and a {@link org.gotask.channel.ReceiveChannel}; a
 * {@link org.gotask.channel.Select} waits for the first of several of them. Nothing here knows of clusters: a channel
 * is as good between two threads of one program.
 */
@NullMarked
package org.gotask.channel;

import org.jspecify.annotations.NullMarked;
