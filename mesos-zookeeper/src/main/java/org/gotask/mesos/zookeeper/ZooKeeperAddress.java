package org.gotask.mesos.zookeeper;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.zookeeper.common.PathUtils;
import org.gotask.mesos.detector.MasterDetectors;

/**
 * A path in a ZooKeeper ensemble, {@code zk://[user:password@]host[:port][,host[:port]…]/path}. Immutable. The
 * credentials are never part of {@link #toString}, nor of the message of any exception.
 *
 * @param credentials {@code user:password}, for ZooKeeper's digest authentication
 * @param servers at least one, not resolved
 * @param path absolute and not the root
 */
record ZooKeeperAddress(Optional<String> credentials, List<InetSocketAddress> servers, String path) {

    static final String PREFIX = "zk://";
    static final String FORM = "zk://user:password@host:port,host:port/path";

    private static final int DEFAULT_PORT = 2181;

    ZooKeeperAddress {
        servers = List.copyOf(servers);
    }

    /**
     * Reads the text form. The last {@code @} ends the credentials and the first slash after it begins the path, as in
     * Mesos.
     *
     * @throws IllegalArgumentException if the text is malformed; the message is one line without any password
     */
    static ZooKeeperAddress parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw malformed(text, "it does not begin with " + PREFIX);
        }
        String rest = text.substring(PREFIX.length());
        int at = rest.lastIndexOf('@');
        Optional<String> credentials = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
        if (credentials.isPresent() && credentials.get().indexOf(':') < 1) {
            // not quoted, because the password cannot be located in it
            throw new IllegalArgumentException(
                    "master has malformed credentials, expected user:password before the @, as in " + FORM);
        }
        String place = rest.substring(at + 1);
        if (place.contains(PREFIX)) {
            throw malformed(text, PREFIX + " belongs at the beginning only, and a comma between the servers");
        }
        int slash = place.indexOf('/');
        if (slash < 0) {
            throw malformed(text, "the path is missing");
        }
        return new ZooKeeperAddress(credentials, servers(text, place.substring(0, slash)), path(text, place, slash));
    }

    private static String path(String text, String place, int slash) {
        String path = place.substring(slash);
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (trimmed.equals("/")) {
            throw malformed(text, "the root cannot be the path of masters");
        }
        if (path.indexOf(',') >= 0) {
            // ZooKeeper allows it, but where one follows, another server was meant
            throw malformed(text, "the path belongs at the end, behind all servers");
        }
        try {
            PathUtils.validatePath(trimmed);
        } catch (IllegalArgumentException e) {
            throw malformed(text, "the path is not one of ZooKeeper's");
        }
        return trimmed;
    }

    private static List<InetSocketAddress> servers(String text, String list) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : list.split(",", -1)) {
            int colon = server.indexOf(':');
            String host = colon < 0 ? server : server.substring(0, colon);
            if (!host.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?")) {
                throw malformed(text, "one of the servers has no valid host");
            }
            servers.add(InetSocketAddress.createUnresolved(
                    host, colon < 0 ? DEFAULT_PORT : port(text, server.substring(colon + 1))));
        }
        return servers;
    }

    private static int port(String text, String digits) {
        // five digits cannot overflow an int
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw malformed(text, "one of the servers has an invalid port, expected 1 to 65535");
        }
        return port;
    }

    private static IllegalArgumentException malformed(String text, String reason) {
        return new IllegalArgumentException("malformed ZooKeeper address: master=" + MasterDetectors.printable(text)
                + ", " + reason + "; expected " + FORM);
    }

    /** The servers in the format of ZooKeeper's client. */
    String connectString() {
        return servers.stream()
                .map(server -> server.getHostString() + ":" + server.getPort())
                .collect(Collectors.joining(","));
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return PREFIX + connectString() + path;
    }
}
