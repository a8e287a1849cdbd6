package org.gotask.system.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gotask.system.AppProcess;
import org.gotask.system.MischiefApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is asked to end while strangers occupy its ports. */
@Timeout(300)
class SignalIT {

    private static final int FLOODS = 16;
    private static final int HELD = 300;

    /** After this much every flood is under way. */
    private static final int WARM_UP = 1000;

    @TempDir
    Path folder;

    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch warm = new CountDownLatch(WARM_UP);

    @Test
    void endsInGoodOrderUnderAFlood() throws Exception {
        List<Socket> held = new ArrayList<>();
        List<Thread> floods = new ArrayList<>();
        try (VisitedRun visited = start()) {
            AppProcess run = visited.app();
            List<Integer> ports = List.copyOf(OpenPorts.of(run.process().toHandle()));
            for (int i = 0; i < HELD; i++) {
                held.add(hold(ports.get(i % ports.size())));
            }
            for (int i = 0; i < FLOODS; i++) {
                int port = ports.get(i % ports.size());
                floods.add(Thread.ofPlatform().daemon().start(() -> flood(port)));
            }
            warm.await();

            run.terminate();

            assertThat(run.awaitExit()).as(run.output()).isEqualTo(143);
            assertThat(run.complaints()).as(run.output()).hasSize(1);
            run.awaitExecutorsGone();
            assertThat(run.leftBehind()).isEmpty();
        } finally {
            over.set(true);
            for (Socket socket : held) {
                socket.close();
            }
            for (Thread flood : floods) {
                flood.join();
            }
        }
    }

    /** With a grace that a slow machine does not exceed. */
    private VisitedRun start() throws IOException {
        return VisitedRun.withLittleMemory(folder, MischiefApp.executor(folder), "-Xmx512m", "--grace=20s");
    }

    /** A connection with half a request. */
    private static Socket hold(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("POST /x/y HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void flood(int port) {
        byte[] request =
                "POST /nobody/mesos.internal.X HTTP/1.1\r\nUser-Agent: libprocess/x@127.0.0.1:1\r\nContent-Length: 3\r\n\r\nabc"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] garbage = "garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] answers = new byte[4096];
        while (!over.get()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                for (int i = 0; i < 50 && !over.get(); i++) {
                    socket.getOutputStream().write(request);
                    warm.countDown();
                }
                socket.getOutputStream().write(garbage);
                if (socket.getInputStream().available() > 0) {
                    socket.getInputStream().read(answers);
                }
            } catch (IOException e) {
                warm.countDown(); // refused, or the run has ended
            }
        }
    }
}
