package org.gotask.mesos.libprocess.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gotask.mesos.libprocess.MessageHandler;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.TaskID;
import org.gotask.testing.PortToReopen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A messenger on real sockets whose peers die, return, stop responding, and break off within a message. */
class MessengerFaultsTest {

    private static final long SEED = 20261125;

    /** The length of a message with its body. */
    private static final Pattern MESSAGE = Pattern.compile("(?s).*\r\nContent-Length: (\\d+)\r\n\r\n(.*)");

    private final HttpMessenger sender = new HttpMessenger(MessengerConfig.loopback());
    private final List<Integer> arrived = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        sender.start();
    }

    @AfterEach
    void close() {
        sender.close();
    }

    private static TaskID message(int number) {
        return TaskID.newBuilder().setValue("" + number).build();
    }

    private static int number(ByteString body) {
        try {
            return Integer.parseInt(TaskID.parseFrom(body).getValue());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpMessenger receiver(int port, MessageHandler handler) throws IOException {
        HttpMessenger receiver = new HttpMessenger(new MessengerConfig("127.0.0.1", port));
        receiver.spawn("peer", handler);
        receiver.start();
        return receiver;
    }

    private void send(int number, Upid to) throws InterruptedException {
        sender.send(sender.upid("me"), to, message(number));
    }

    @Test
    void eachOfTenThousandMessagesToPeerThatRestartsArrivesOnceOrIsToldLost() throws Exception {
        int count = 10_000;
        ConcurrentHashMap<Integer, AtomicInteger> times = new ConcurrentHashMap<>();
        MessageHandler handler =
                (from, name, body) -> times.computeIfAbsent(number(body), unused -> new AtomicInteger())
                        .incrementAndGet();
        HttpMessenger receiver = receiver(PortToReopen.find(), handler);
        Upid to = receiver.upid("peer");
        Random random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            if (i % 1000 == 500) {
                // within a stream, or when it has just been read
                int seen = i - random.nextInt(50);
                await().pollInterval(Duration.ofMillis(1)).until(() -> times.size() + sender.lostMessages() >= seen);
                receiver.close();
                for (int more = random.nextInt(20); more > 0 && i < count; more--) {
                    send(i++, to);
                }
                receiver = receiver(to.port(), handler);
            }
            send(i, to);
        }
        await().pollInterval(Duration.ofMillis(5)).until(() -> times.size() + sender.lostMessages() >= count);
        receiver.close();

        assertThat(times.values()).as("seed=%d: nothing arrives twice", SEED).allMatch(number -> number.get() == 1);
        assertThat(times.size()).as("most messages arrive").isGreaterThan(count / 2);
    }

    @Test
    void hundredDisconnectsLoseNoMessageThatWasSentBetweenThem() throws Exception {
        int port = PortToReopen.find();
        Upid to = new Upid("peer", "127.0.0.1", port);
        for (int i = 0; i < 100; i++) {
            HttpMessenger receiver = receiver(port, (from, name, body) -> arrived.add(number(body)));
            CountDownLatch exited = new CountDownLatch(1);
            sender.link(to, exited::countDown);
            send(i, to);
            int expected = i + 1;
            await().pollInterval(Duration.ofMillis(1)).until(() -> arrived.size() == expected);

            receiver.close();

            exited.await();
        }

        assertThat(arrived).isSorted().hasSize(100).doesNotHaveDuplicates();
        assertThat(sender.lostMessages()).isZero();
        // those of the last connection may be ending
        await().until(() -> sender.liveThreads() <= 4);
    }

    @Test
    void connectionThatIsHalfOpenHoldsUpOnlyItsOwnMessagesAndTheEndIsBounded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // the system accepts the connection; nobody reads or answers
            Upid halfOpen = new Upid("peer", "127.0.0.1", silent.getLocalPort());
            CountDownLatch exited = new CountDownLatch(1);
            sender.link(halfOpen, exited::countDown);
            for (int i = 0; i < 1000; i++) {
                send(i, halfOpen);
            }
            HttpMessenger receiver = receiver(0, (from, name, body) -> arrived.add(number(body)));
            send(7, receiver.upid("peer"));
            await().until(() -> arrived.equals(List.of(7)));
            assertThat(exited.getCount()).isOne();
            receiver.close();

            sender.close();
        }
    }

    @Test
    void peerThatBreaksOffInTheMiddleOfMessagesGetsEachAtMostOnceAndInOrder() throws Exception {
        int count = 2000;
        Random random = new Random(SEED);
        List<String> whole = new CopyOnWriteArrayList<>();
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try {
            Thread peer = Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        readSome(socket, 1 + random.nextInt(40_000), whole);
                    } catch (IOException e) {
                        // by either thread
                    }
                }
            });
            Upid to = new Upid("peer", "127.0.0.1", server.getLocalPort());
            for (int i = 0; i < count; i++) {
                send(i, to);
            }
            sender.close();
            server.close();
            peer.join();
        } finally {
            server.close();
        }

        List<Integer> numbers = whole.stream().map(Integer::valueOf).toList();
        assertThat(numbers).as("seed=%d", SEED).isNotEmpty().isSorted().doesNotHaveDuplicates();
    }

    /** Reads this number of bytes, records the numbers of the complete messages, and breaks off. */
    private static void readSome(Socket socket, int bytes, List<String> whole) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        for (int left = bytes; left > 0; left--) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        socket.setSoLinger(true, 0);
        for (String request : text.toString().split("POST ", -1)) {
            Matcher message = MESSAGE.matcher(request);
            if (message.matches() && message.group(2).length() == Integer.parseInt(message.group(1))) {
                // the one field of a TaskID is its value, after a tag and a length
                whole.add(message.group(2).substring(2));
            }
        }
    }
}
