package org.gotask.mesos.libprocess.address;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The address at which a peer listens.
 *
 * @param host a numeric address or a name
 * @param port its port
 */
public record PeerAddress(String host, int port) {

    /** Resolves the host. Blocks during the query of the name service. */
    public InetSocketAddress resolve() throws IOException {
        return new InetSocketAddress(Ipv4.resolve(host), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
