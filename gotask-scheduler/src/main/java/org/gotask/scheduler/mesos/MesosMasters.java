package org.gotask.scheduler.mesos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gotask.Resources;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.scheduler.cluster.FixedAgents;

/** Validates specifications of a master, and finds the route to it. Registers with nothing. */
final class MesosMasters {

    private static final String LOOPBACK = "127.0.0.1";

    private MesosMasters() {}

    /**
     * The specification itself, or the one in the file that it names, which is read once.
     *
     * @throws IllegalArgumentException if it is malformed; the message is one line
     */
    static String resolve(String master) {
        String resolved = MasterDetectors.resolve(master);
        MasterDetectors.check(resolved);
        return resolved;
    }

    /** The specification without the password that it may contain. */
    static String printable(String master) {
        return MasterDetectors.printable(master);
    }

    /** True if master and agents run inside this process. */
    static boolean isEmbedded(String master) {
        return master.equals("local") || master.startsWith("local[") || master.startsWith("local{");
    }

    /** The agents that are started with the master; empty for a cluster that exists independently of the run. */
    static Optional<FixedAgents> ownAgents(String master) {
        return MasterDetectors.ownAgents(master)
                .map(agents -> new FixedAgents(agents.count(), OfferedResources.positive(agents.scalars())));
    }

    /** The specification with other resources for each of its own agents; empty if it has no own agents. */
    static Optional<String> withResources(String master, Resources each) {
        Map<String, Double> scalars = new TreeMap<>();
        each.names().forEach(name -> scalars.put(name, each.get(name)));
        return MasterDetectors.withScalars(master, scalars);
    }

    /**
     * The IPv4 address that a user has given to this machine, as a number or a name. The wildcard address of IPv6 stands
     * for that of IPv4, since libprocess has no other.
     *
     * @throws UnknownHostException if the text is neither
     */
    static InetAddress ownAddress(String text) throws UnknownHostException {
        return text.indexOf(':') >= 0 && InetAddress.getByName(text).isAnyLocalAddress()
                ? numeric("0.0.0.0")
                : numeric(Upid.resolveHost(text));
    }

    /** A numeric address needs no name service, whose first answer may be an address of IPv6. */
    private static InetAddress numeric(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }

    /**
     * The local IPv4 address of the route to the master.
     *
     * @param master a specification that is not the name of a file
     * @throws IOException if it cannot be determined, for example because the host is unknown; the message is the
     *     reason
     */
    static InetAddress addressTowards(String master) throws IOException {
        if (isEmbedded(master)) {
            return numeric(LOOPBACK);
        }
        List<InetSocketAddress> contacts = MasterDetectors.contacts(master);
        try {
            return contacts.isEmpty()
                    ? numeric(Upid.resolveHost(InetAddress.getLocalHost().getHostName()))
                    : addressTowards(firstKnown(contacts));
        } catch (IOException e) {
            throw new IOException(NetworkReason.of(e), e);
        }
    }

    /** Connecting a datagram socket sends nothing: the system selects the route, and with it the local address. */
    private static InetAddress addressTowards(InetSocketAddress contact) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.connect(contact);
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        }
    }

    private static InetSocketAddress firstKnown(List<InetSocketAddress> contacts) throws UnknownHostException {
        UnknownHostException unknown = new UnknownHostException("no hosts");
        for (InetSocketAddress contact : contacts) {
            try {
                return new InetSocketAddress(numeric(Upid.resolveHost(contact.getHostString())), contact.getPort());
            } catch (UnknownHostException e) {
                unknown = e;
            }
        }
        throw unknown;
    }
}
