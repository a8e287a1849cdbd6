package org.gotask.benchmarks.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures a plain TCP stream: the limit of what any link on this machine can do. */
public final class TcpClient {

    private final List<TcpStream> streams = new ArrayList<>();

    private TcpClient() {}

    /** @param args the plan and the port of the server */
    public static void main(String[] args) throws IOException, InterruptedException {
        Plan plan = Plan.parse(args[0]);
        TcpClient client = new TcpClient();
        for (int i = 0; i < plan.tasks(); i++) {
            client.streams.add(new TcpStream(new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]))));
        }
        Rounds rounds = new Rounds(plan.name(), plan.roundMillis());
        TcpStream first = client.streams.getFirst();
        rounds.measurePing(plan.ping(), () -> client.ping(first));
        for (Scenario scenario : plan.scenarios()) {
            rounds.measure(scenario, client::round);
        }
        System.exit(0);
    }

    private void ping(TcpStream stream) {
        try {
            // the command travels with the message: one write, one answer
            stream.send("ping 1".getBytes(StandardCharsets.UTF_8));
            stream.send(new byte[16]);
            stream.flush();
            stream.receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void round(Scenario scenario, long messages) throws InterruptedException {
        long each = messages / scenario.tasks();
        List<Thread> threads = new ArrayList<>();
        for (TcpStream stream : streams) {
            threads.add(Thread.ofVirtual().start(() -> talk(stream, scenario, each)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void talk(TcpStream stream, Scenario scenario, long each) {
        try {
            String command =
                    scenario.direction().name().toLowerCase(Locale.ROOT) + " " + each + " " + scenario.sizeBytes();
            stream.send(command.getBytes(StandardCharsets.UTF_8));
            stream.flush();
            switch (scenario.direction()) {
                case DOWN -> {
                    stream.send(each, scenario.sizeBytes());
                    stream.receive();
                }
                case UP -> stream.receive(each);
                case BOTH -> {
                    Thread sender = Thread.ofVirtual().start(() -> sendQuietly(stream, each, scenario.sizeBytes()));
                    stream.receive(each + 1);
                    sender.join();
                }
                case PING -> throw new IllegalArgumentException("measured in another way");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendQuietly(TcpStream stream, long count, int size) {
        try {
            stream.send(count, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
