package org.gotask.mesos.libprocess;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the address under which peers can reach a bound port. */
final class PublishedAddress {

    private static final Logger log = LoggerFactory.getLogger(PublishedAddress.class);

    private PublishedAddress() {}

    /** The advertised address if there is one, else the bound one, else the best of this machine. May ask the name service. */
    static PeerAddress of(MessengerConfig config, int boundPort) {
        String host = config.advertisedHost()
                .orElseGet(() -> config.bindHost().equals(Ipv4.ANY) ? ofThisMachine() : config.bindHost());
        return new PeerAddress(host, config.advertisedPort().orElse(boundPort));
    }

    /** What the host name stands for, as in Mesos, unless that is a loopback address; then that of an interface. */
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
