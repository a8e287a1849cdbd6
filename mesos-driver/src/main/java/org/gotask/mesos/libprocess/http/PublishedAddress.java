package org.gotask.mesos.libprocess.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.address.Ipv4;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the address under which peers can reach a bound port. */
final class PublishedAddress {

    private static final Logger log = LoggerFactory.getLogger(PublishedAddress.class);

    private PublishedAddress() {}

    /**
     * The advertised address if there is one, otherwise the bound one, otherwise an address of this machine. Blocks
     * while the name service is asked.
     */
    static PeerAddress of(MessengerConfig config, int boundPort) {
        String host = config.advertisedHost()
                .orElseGet(() -> config.bindHost().equals(Ipv4.ANY) ? ofThisMachine() : config.bindHost());
        return new PeerAddress(host, config.advertisedPort().orElse(boundPort));
    }

    /** The address of the host name, as in Mesos; that of an interface if it is a loopback address. */
    private static String ofThisMachine() {
        return ofHostName().or(PublishedAddress::ofInterfaces).orElse("127.0.0.1");
    }

    private static Optional<String> ofHostName() {
        try {
            for (InetAddress address :
                    InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
                if (isReachable(address)) {
                    return Optional.of(address.getHostAddress());
                }
            }
        } catch (UnknownHostException e) {
            log.debug("the name of this machine cannot be resolved: {}", NetworkReason.of(e));
        }
        return Optional.empty();
    }

    private static Optional<String> ofInterfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(PublishedAddress::isReachable)
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (SocketException e) {
            log.debug("the interfaces of this machine cannot be listed: {}", NetworkReason.of(e));
            return Optional.empty();
        }
    }

    private static boolean isReachable(InetAddress address) {
        return address instanceof Inet4Address
                && !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress();
    }
}
