/**
 * IPv4 addresses and the address of a peer, host and port, which identifies a connection of the messenger.
 */
@NullMarked
package org.gotask.mesos.libprocess.address;

import org.jspecify.annotations.NullMarked;
