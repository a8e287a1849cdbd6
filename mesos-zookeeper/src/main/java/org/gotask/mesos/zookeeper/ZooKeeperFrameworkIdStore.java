package org.gotask.mesos.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;
import org.gotask.mesos.proto.FrameworkID;

/**
 * Stores a framework's id in ZooKeeper, at {@code zk://user:password@host:port,host:port/path}, between runs of its
 * scheduler: a scheduler that registers with the id of an earlier run takes over its running tasks. Store the id after
 * each registration and remove it when the framework is torn down. Holds a session with ZooKeeper until it is closed;
 * thread-safe. All methods block while ZooKeeper is asked, for about 10 seconds at most.
 */
public final class ZooKeeperFrameworkIdStore implements AutoCloseable {

    private static final int LONGEST_BYTES = 4096;
    private static final int SESSION_MILLIS = 10_000;
    private static final int CONNECTION_MILLIS = 5_000;
    private static final Duration RETRY = Duration.ofMillis(200);

    private final ZooKeeperAddress address;
    private final CuratorFramework client;

    /**
     * A store for one framework; the path is that of its node, for example {@code zk://host:2181/frameworks/elevator}.
     *
     * @throws IllegalArgumentException if the specification is malformed; the message is one line without any password
     */
    public ZooKeeperFrameworkIdStore(String specification) {
        this(specification, CONNECTION_MILLIS);
    }

    /** A store with another timeout for the connection. */
    ZooKeeperFrameworkIdStore(String specification, int connectionMillis) {
        address = ZooKeeperAddress.parse(specification);
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(address.connectString())
                .sessionTimeoutMs(SESSION_MILLIS)
                .connectionTimeoutMs(connectionMillis)
                .retryPolicy(new RetryNTimes(1, Math.toIntExact(RETRY.toMillis())))
                .ensembleTracker(false)
                .aclProvider(ZooKeeperAcl.of(address));
        address.credentials().ifPresent(text -> builder.authorization("digest", ZooKeeperAcl.bytes(text)));
        client = builder.build();
        client.start();
    }

    /**
     * The stored id; empty if there is none.
     *
     * @throws IOException if ZooKeeper cannot be reached, or the stored data is not an id; the message is one line
     * @throws InterruptedException if the thread is interrupted
     */
    public Optional<FrameworkID> load() throws IOException, InterruptedException {
        byte[] data = ask("read", () -> client.getData().forPath(address.path()));
        String text = new String(data, StandardCharsets.UTF_8).strip();
        if (data.length > LONGEST_BYTES || text.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("stored framework id is invalid: place=" + address + ", lengthBytes=" + data.length);
        }
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(FrameworkID.newBuilder().setValue(text).build());
    }

    /**
     * Stores an id in place of the previous one.
     *
     * @throws IOException if ZooKeeper cannot be asked; the message is one line
     * @throws InterruptedException if the thread is interrupted
     */
    public void store(FrameworkID id) throws IOException, InterruptedException {
        byte[] data = id.getValue().getBytes(StandardCharsets.UTF_8);
        ask("write", () -> {
            client.create().orSetData().creatingParentsIfNeeded().forPath(address.path(), data);
            return data;
        });
    }

    /**
     * Removes the stored id, if there is one.
     *
     * @throws IOException if ZooKeeper cannot be asked; the message is one line
     * @throws InterruptedException if the thread is interrupted
     */
    public void clear() throws IOException, InterruptedException {
        ask("remove", () -> {
            client.delete().forPath(address.path());
            return new byte[0];
        });
    }

    /** Ends the session; the stored id remains. */
    @Override
    public void close() {
        client.close();
    }

    private byte[] ask(String what, Question question) throws IOException, InterruptedException {
        try {
            return question.ask();
        } catch (KeeperException.NoNodeException nothing) {
            return new byte[0];
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(
                    "cannot " + what + " the framework id in ZooKeeper: place=" + address + ", reason="
                            + e.getMessage(),
                    e);
        }
    }

    @FunctionalInterface
    private interface Question {
        byte[] ask() throws Exception;
    }
}
