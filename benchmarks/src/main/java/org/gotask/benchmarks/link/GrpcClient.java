package org.gotask.benchmarks.link;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Measures gRPC's bidirectional streams, one for each task on one connection, by its asynchronous interface. */
public final class GrpcClient {

    private final List<GrpcStream> streams = new ArrayList<>();
    private final AtomicLong missing = new AtomicLong();
    private final Semaphore allArrived = new Semaphore(0);

    private GrpcClient() {}

    /** @param args the plan and the port of the server */
    public static void main(String[] args) throws InterruptedException {
        Plan plan = Plan.parse(args[0]);
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])))
                .usePlaintext()
                .maxInboundMessageSize(GrpcStream.MAX_MESSAGE_BYTES)
                .build();
        GrpcClient client = new GrpcClient();
        for (int i = 0; i < plan.tasks(); i++) {
            client.open(channel);
        }
        Rounds rounds = new Rounds(plan.name(), plan.roundMillis());
        rounds.measurePing(plan.ping(), client::ping);
        for (Scenario scenario : plan.scenarios()) {
            rounds.measure(scenario, client::round);
        }
        System.exit(0);
    }

    private void open(ManagedChannel channel) {
        GrpcStream stream = new GrpcStream();
        var unused = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(GrpcStream.METHOD, CallOptions.DEFAULT), new ClientResponseObserver<byte[], byte[]>() {
                    @Override
                    public void beforeStart(ClientCallStreamObserver<byte[]> requests) {
                        stream.connect(requests);
                    }

                    @Override
                    public void onNext(byte[] message) {
                        if (missing.decrementAndGet() == 0) {
                            allArrived.release();
                        }
                    }

                    @Override
                    public void onError(Throwable t) {
                        t.printStackTrace();
                        System.exit(1);
                    }

                    @Override
                    public void onCompleted() {}
                });
        streams.add(stream);
    }

    private void ping() throws InterruptedException {
        missing.set(1);
        GrpcStream stream = streams.getFirst();
        stream.send("ping 1");
        stream.send(new byte[16]);
        allArrived.acquire();
    }

    private void round(Scenario scenario, long messages) throws InterruptedException {
        long each = messages / scenario.tasks();
        missing.set((scenario.direction().isUp() ? messages : 0)
                + (scenario.direction().isDown() ? scenario.tasks() : 0));
        String command = scenario.direction().name().toLowerCase(Locale.ROOT) + " " + each + " " + scenario.sizeBytes();
        for (GrpcStream stream : streams) {
            stream.send(command);
            if (scenario.direction().isDown()) {
                stream.send(each, scenario.sizeBytes(), () -> {});
            }
        }
        allArrived.acquire();
    }
}
