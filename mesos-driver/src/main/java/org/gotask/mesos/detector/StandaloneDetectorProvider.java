package org.gotask.mesos.detector;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Masters at a fixed address: {@code host:port} and {@code master@host:port}. Stateless. */
final class StandaloneDetectorProvider implements MasterDetectorProvider {

    private static final String PREFIX = "master@";

    @Override
    public String forms() {
        return "host:port, master@host:port";
    }

    @Override
    public boolean accepts(String specification) {
        return specification.indexOf('/') < 0 && specification.indexOf('[') < 0 && specification.indexOf('{') < 0;
    }

    @Override
    public MasterDetector create(String specification) {
        return new StandaloneDetector(endpoint(specification), Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    @Override
    public List<InetSocketAddress> contacts(String specification) {
        return List.of(endpoint(specification).address());
    }

    private StateEndpoint endpoint(String specification) {
        String address = specification.startsWith(PREFIX) ? specification.substring(PREFIX.length()) : specification;
        if (address.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "master has an unexpected process name: master=" + specification + ", expected " + forms());
        }
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("master has no port: master=" + specification + ", expected " + forms()
                    + ", for example " + address + ":5050");
        }
        String host = address.substring(0, colon);
        if (!host.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?")) {
            throw new IllegalArgumentException("master has no valid host: master=" + specification
                    + ", expected an IPv4 address or a host name before the port");
        }
        return new StateEndpoint(host, port(specification, address.substring(colon + 1)));
    }

    private static int port(String specification, String text) {
        // five digits cannot overflow an int
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new IllegalArgumentException(
                "master has an invalid port: master=" + specification + ", port=" + text + ", expected 1 to 65535");
    }
}
