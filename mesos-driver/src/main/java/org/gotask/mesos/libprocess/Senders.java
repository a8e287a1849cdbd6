package org.gotask.mesos.libprocess;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Reads the senders that messages name, and compares them with the address that their connection comes from. No name is ever
 * looked up, for strangers choose it: a host given by name is taken to be the one that the connection comes from, so that
 * a name proves no more than a number would. Immutable.
 */
final class Senders {

    private final InetAddress peer;
    private final boolean matchRequired;

    /** Of a connection from {@code peer}. */
    Senders(InetAddress peer, boolean matchRequired) {
        this.peer = peer;
        this.matchRequired = matchRequired;
    }

    Sender read(String text) {
        Optional<Upid> found = Upid.find(text);
        if (found.isEmpty()) {
            return new Sender(found, true);
        }
        Upid upid = found.get();
        if (!Ipv4.isNumeric(upid.host())) {
            return new Sender(Optional.of(new Upid(upid.id(), peer.getHostAddress(), upid.port())), true);
        }
        return new Sender(found, !matchRequired || mayBeAt(upid.host()));
    }

    private boolean mayBeAt(String host) {
        try {
            // numeric, so nobody is asked
            InetAddress claimed = InetAddress.getByName(host);
            return claimed.equals(peer) || (isOfThisMachine(claimed) && isOfThisMachine(peer));
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    /** A process of this machine may connect from another of its addresses than the one it listens at. */
    private static boolean isOfThisMachine(InetAddress address) throws SocketException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }
}
