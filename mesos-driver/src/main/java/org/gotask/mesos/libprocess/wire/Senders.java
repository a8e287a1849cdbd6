package org.gotask.mesos.libprocess.wire;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.address.Ipv4;

/**
 * Parses the senders that messages name, and compares them with the remote address of the connection. Names are never
 * resolved, because strangers choose them: a host name is replaced by the remote address of the connection, so that a
 * name proves no more than a number. Immutable.
 */
public final class Senders {

    private final InetAddress peer;
    private final boolean matchRequired;

    /** For a connection from {@code peer}. */
    public Senders(InetAddress peer, boolean matchRequired) {
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
            // numeric, so no name service is asked
            InetAddress claimed = InetAddress.getByName(host);
            return claimed.equals(peer) || (isOfThisMachine(claimed) && isOfThisMachine(peer));
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    /** A process of this machine may connect from another of its addresses. */
    private static boolean isOfThisMachine(InetAddress address) throws SocketException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }
}
