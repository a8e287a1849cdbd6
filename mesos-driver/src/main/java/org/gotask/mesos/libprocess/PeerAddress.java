package org.gotask.mesos.libprocess;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Where a peer listens.
 *
 * @param host a numeric address or a name
 * @param port its port
 */
record PeerAddress(String host, int port) {

    /** May ask the name service and then blocks. */
    InetSocketAddress resolve() throws IOException {
        return new InetSocketAddress(Ipv4.resolve(host), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
