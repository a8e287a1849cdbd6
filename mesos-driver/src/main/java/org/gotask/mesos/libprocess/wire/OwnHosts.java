package org.gotask.mesos.libprocess.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.address.Ipv4;
import org.gotask.mesos.libprocess.address.PeerAddress;

/**
 * The host names of a messenger, to which {@code Host} headers are compared. A web page can make a browser connect to
 * this host under any name that its author controls (DNS rebinding), and read the response. Ports are not compared,
 * because gateways and tunnels change them. Immutable.
 */
public final class OwnHosts {

    private static final int LONGEST_NAME = 253;

    private final Set<String> hosts = new HashSet<>();

    /** The hosts of a messenger with this published address. */
    public OwnHosts(MessengerConfig config, PeerAddress published) {
        hosts.add("localhost");
        add(published.host());
        add(config.bindHost());
        config.hostNames().forEach(this::add);
    }

    private void add(String host) {
        hosts.add(host.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the value of a {@code Host} header names this messenger. Names are not resolved.
     *
     * @param local the local address of the connection
     * @throws MalformedRequestException if it is not a host, with or without a port
     */
    boolean isOwn(String header, InetAddress local) throws MalformedRequestException {
        String host = withoutPort(header).toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.equals("[::1]");
        }
        if (Ipv4.isNumeric(host)) {
            return host.startsWith("127.") || host.equals(local.getHostAddress()) || isListed(host);
        }
        if (host.isEmpty() || host.length() > LONGEST_NAME || !host.chars().allMatch(OwnHosts::isOfName)) {
            throw new MalformedRequestException(400, "invalid Host header");
        }
        return isListed(host) || host.equals(ThisMachine.NAME);
    }

    private boolean isListed(String host) {
        return !host.equals(Ipv4.ANY) && hosts.contains(host);
    }

    private static String withoutPort(String header) throws MalformedRequestException {
        int colon = header.indexOf(':', header.startsWith("[") ? header.indexOf(']') + 1 : 0);
        String host = colon < 0 ? header : header.substring(0, colon);
        boolean goodPort = colon < 0 || header.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!goodPort || (host.startsWith("[") && !host.endsWith("]"))) {
            throw new MalformedRequestException(400, "invalid Host header");
        }
        return host;
    }

    private static boolean isOfName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    }

    /** The name of this machine. The name service is asked once, when the first name is compared. */
    private static final class ThisMachine {

        static final String NAME = name();

        private static String name() {
            try {
                return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }
    }
}
