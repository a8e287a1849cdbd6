package org.gotask.mesos.libprocess;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Knows under which hosts a messenger is reached, so that a {@code Host} header which names somebody else is noticed. A web
 * page can have a browser connect here under any name that its author controls (DNS rebinding), and would then be given what
 * it asks for. Ports are not compared: a browser names the one that it connects to, and gateways and tunnels change it.
 * Immutable.
 */
final class OwnHosts {

    private static final int LONGEST_NAME = 253;

    private final Set<String> hosts = new HashSet<>();

    /** Of a messenger that publishes this address. */
    OwnHosts(MessengerConfig config, PeerAddress published) {
        hosts.add("localhost");
        add(published.host());
        add(config.bindHost());
        config.hostNames().forEach(this::add);
    }

    private void add(String host) {
        hosts.add(host.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the value of a {@code Host} header names this messenger. Names are not looked up.
     *
     * @param local the address that the connection came in on
     * @throws MalformedRequestException if it is no host, with or without a port
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
            throw new MalformedRequestException(400, "Host header is no host");
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
            throw new MalformedRequestException(400, "Host header is no host");
        }
        return host;
    }

    private static boolean isOfName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    }

    /** The name of this machine, which the name service is asked for once, and not before somebody uses a name. */
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
