package org.gotask.scheduler.mesos;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gotask.Resources;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.scheduler.cluster.FixedAgents;

/** Validates specifications of a master, and finds the route to it. Registers with nothing. */
final class MesosMasters {

    private MesosMasters() {}

    /** What is wrong with the specification, in one line; empty if it is well-formed. */
    static Optional<String> problem(String master) {
        try {
            MasterDetectors.create(master).close();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("--master: " + e.getMessage());
        }
    }

    /** The specification without the password that it may contain. */
    static String printable(String master) {
        return MasterDetectors.printable(master);
    }

    /** True if master and agents run inside this process. */
    static boolean isEmbedded(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    /** The agents that are started with the master; empty for a cluster that exists anyway. */
    static Optional<FixedAgents> ownAgents(String master) {
        return MasterDetectors.ownAgents(master)
                .map(agents -> new FixedAgents(agents.count(), OfferedResources.positive(agents.scalars())));
    }

    /** The specification with other resources for each of its own agents; empty if there is none. */
    static Optional<String> withResources(String master, Resources each) {
        Map<String, Double> scalars = new TreeMap<>();
        each.names().forEach(name -> scalars.put(name, each.get(name)));
        return MasterDetectors.withScalars(master, scalars);
    }

    /**
     * The local address of the route to the master.
     *
     * @throws IOException if it cannot be determined, for example because the host is unknown; the message is the
     *     reason
     */
    static InetAddress addressTowards(String master) throws IOException {
        if (isEmbedded(master)) {
            return InetAddress.getLoopbackAddress();
        }
        List<InetSocketAddress> contacts = MasterDetectors.contacts(master);
        try {
            return contacts.isEmpty() ? InetAddress.getLocalHost() : addressTowards(firstKnown(contacts));
        } catch (IOException e) {
            throw new IOException(NetworkReason.of(e), e);
        }
    }

    /** Connecting a datagram socket sends nothing: the system selects the route, and with it the local address. */
    private static InetAddress addressTowards(InetSocketAddress contact) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(contact);
            return socket.getLocalAddress();
        }
    }

    private static InetSocketAddress firstKnown(List<InetSocketAddress> contacts) throws UnknownHostException {
        UnknownHostException unknown = new UnknownHostException("no hosts");
        for (InetSocketAddress contact : contacts) {
            try {
                return new InetSocketAddress(InetAddress.getByName(contact.getHostString()), contact.getPort());
            } catch (UnknownHostException e) {
                unknown = e;
            }
        }
        throw unknown;
    }
}
