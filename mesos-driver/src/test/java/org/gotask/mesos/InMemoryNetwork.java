package org.gotask.mesos;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gotask.mesos.libprocess.HttpHandler;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.MessageNotSentException;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;

/**
 * A libprocess network without sockets. Each messenger has its own port on 127.0.0.1. One thread makes all deliveries,
 * one after the other in the order of the sends. A closed messenger is like a process that has died: links to it break,
 * new links to its port break immediately, and messages to it are lost.
 */
final class InMemoryNetwork implements AutoCloseable {

    private final AtomicInteger ports = new AtomicInteger(20000);
    private final Map<Integer, InMemoryMessenger> messengers = new ConcurrentHashMap<>();
    private final ExecutorService wire =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("wire").factory());

    InMemoryMessenger messenger() {
        return messenger(ports.incrementAndGet());
    }

    /** A messenger at a given port, like that of a process that is restarted at its former address. */
    InMemoryMessenger messenger(int port) {
        return new InMemoryMessenger(port);
    }

    @Override
    public void close() {
        wire.shutdownNow();
    }

    private void later(Runnable delivery) {
        try {
            wire.execute(delivery);
        } catch (RejectedExecutionException closed) {
            // the test has ended
        }
    }

    final class InMemoryMessenger implements Messenger {
        private final int port;
        private final Map<String, MessageHandler> processes = new ConcurrentHashMap<>();
        private final List<Watch> watches = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        private InMemoryMessenger(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }

        @Override
        public void start() {
            messengers.put(port, this);
        }

        @Override
        public Upid upid(String processId) {
            return new Upid(processId, "127.0.0.1", port);
        }

        @Override
        public void spawn(String processId, MessageHandler handler) {
            processes.put(processId, handler);
        }

        @Override
        public void terminate(String processId) {
            processes.remove(processId);
        }

        @Override
        public void serve(String path, HttpHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(Upid from, Upid to, Message message) {
            sendBytes(from, to, message.getDescriptorForType().getFullName(), message.toByteString());
        }

        @Override
        public void post(Upid from, Upid to, Message message, Runnable accepted) {
            send(from, to, message);
            accepted.run();
        }

        /** Sends bytes that need not be a message. */
        void sendBytes(Upid from, Upid to, String name, ByteString body) {
            if (closed) {
                throw new MessageNotSentException("messenger is closed");
            }
            later(() -> {
                InMemoryMessenger target = messengers.get(to.port());
                MessageHandler handler = target == null ? null : target.processes.get(to.id());
                if (handler != null) {
                    handler.message(Optional.of(from), name, body);
                }
            });
        }

        @Override
        public Link link(Upid to, Runnable exited) {
            Watch watch = new Watch(exited);
            InMemoryMessenger target = messengers.get(to.port());
            if (target == null) {
                later(watch::fire);
            } else {
                target.watches.add(watch);
            }
            return watch::cancel;
        }

        /** Breaks all connections of others to this messenger, which continues to work. */
        void breakLinks() {
            List<Watch> broken = new ArrayList<>(watches);
            watches.removeAll(broken);
            broken.forEach(watch -> later(watch::fire));
        }

        /** The number of links to this messenger. */
        long links() {
            return watches.stream().filter(watch -> !watch.cancelled).count();
        }

        @Override
        public void close() {
            closed = true;
            messengers.remove(port, this);
            breakLinks();
        }
    }

    private static final class Watch {
        private final Runnable exited;
        private volatile boolean cancelled;

        Watch(Runnable exited) {
            this.exited = exited;
        }

        void cancel() {
            cancelled = true;
        }

        void fire() {
            if (!cancelled) {
                cancelled = true;
                exited.run();
            }
        }
    }
}
