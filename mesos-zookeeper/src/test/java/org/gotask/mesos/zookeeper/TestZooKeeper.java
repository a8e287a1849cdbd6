package org.gotask.mesos.zookeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxn;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.gotask.testing.PortToReopen;
import org.jspecify.annotations.Nullable;

/** A real ZooKeeper in this process, on the loopback interface, whose connections and sessions a test can end. */
final class TestZooKeeper implements AutoCloseable {

    private static final int TICK_MILLIS = 100;

    private final Path folder;
    private final int port;
    private @Nullable ServerCnxnFactory connections;
    private @Nullable ZooKeeperServer server;
    private @Nullable CuratorFramework client;

    TestZooKeeper(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = PortToReopen.find();
        start();
    }

    /** Starts, or restarts at the same address with the same data. */
    void start() throws IOException, InterruptedException {
        ServerCnxnFactory opened = new NIOServerCnxnFactory();
        opened.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        ZooKeeperServer started = new ZooKeeperServer(
                Files.createDirectories(folder.resolve("data")).toFile(),
                Files.createDirectories(folder.resolve("log")).toFile(),
                TICK_MILLIS);
        // otherwise it grants at most twenty ticks
        started.setMaxSessionTimeout(60_000);
        opened.startup(started);
        connections = opened;
        server = started;
    }

    void stop() {
        if (connections != null) {
            connections.shutdown();
            connections = null;
        }
        if (server != null) {
            server.shutdown();
            server = null;
        }
    }

    int port() {
        return port;
    }

    /** The specification of masters at {@code /mesos}. */
    ZooKeeperAddress address() {
        return ZooKeeperAddress.parse("zk://127.0.0.1:" + port + "/mesos");
    }

    ZooKeeperAddress address(String credentials) {
        return ZooKeeperAddress.parse("zk://" + credentials + "@127.0.0.1:" + port + "/mesos");
    }

    /** Breaks all connections; the sessions continue. */
    void dropConnections() {
        for (ServerCnxn connection : Objects.requireNonNull(connections).getConnections()) {
            connection.close(ServerCnxn.DisconnectReason.CLOSE_CONNECTION_COMMAND);
        }
    }

    /** Ends all sessions except that of the test itself, as if they had expired. */
    void killSessions() throws Exception {
        long own = client().getZookeeperClient().getZooKeeper().getSessionId();
        ZooKeeperServer running = Objects.requireNonNull(server);
        for (long session : List.copyOf(running.getSessionTracker().globalSessions())) {
            if (session != own) {
                running.closeSession(session);
            }
        }
    }

    /** A client for the test itself. */
    CuratorFramework client() {
        if (client == null) {
            client = CuratorFrameworkFactory.builder()
                    .connectString("127.0.0.1:" + port)
                    .sessionTimeoutMs(30_000)
                    .connectionTimeoutMs(5_000)
                    .retryPolicy(new RetryNTimes(20, 100))
                    .ensembleTracker(false)
                    .build();
            client.start();
        }
        return client;
    }

    /** Creates the node of a master, which stays until it is removed; returns its complete path. */
    String put(String label, byte[] data) throws Exception {
        return client().create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.PERSISTENT_SEQUENTIAL)
                .forPath("/mesos/" + label, data);
    }

    void remove(String path) throws Exception {
        client().delete().forPath(path);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        stop();
    }
}
