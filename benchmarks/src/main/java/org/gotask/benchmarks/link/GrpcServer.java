package org.gotask.benchmarks.link;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The other end of {@link GrpcClient}: as the tasks of {@link TaskExecutor}, each on a stream of its own. */
public final class GrpcServer {

    private GrpcServer() {}

    /** Prints its port, and serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxInboundMessageSize(GrpcStream.MAX_MESSAGE_BYTES)
                .addService(ServerServiceDefinition.builder("gotask.Benchmark")
                        .addMethod(GrpcStream.METHOD, ServerCalls.asyncBidiStreamingCall(GrpcServer::talk))
                        .build())
                .build()
                .start();
        System.out.println("port=" + server.getPort());
        while (System.in.read() >= 0) {
            // until the benchmark ends
        }
        System.exit(0);
    }

    private static StreamObserver<byte[]> talk(StreamObserver<byte[]> responses) {
        GrpcStream stream = new GrpcStream();
        stream.connect((ServerCallStreamObserver<byte[]>) responses);
        return new StreamObserver<>() {
            private long left;
            private boolean echoes;

            @Override
            public void onNext(byte[] message) {
                if (left == 0) {
                    command(new String(message, StandardCharsets.UTF_8).split(" ", -1));
                    return;
                }
                left--;
                if (echoes) {
                    stream.send(message);
                } else if (left == 0) {
                    stream.send("done");
                }
            }

            private void command(String[] words) {
                long count = Long.parseLong(words[1]);
                echoes = words[0].equals("ping");
                if (!words[0].equals("up")) {
                    left = count;
                }
                if (words[0].equals("up") || words[0].equals("both")) {
                    stream.send(count, Integer.parseInt(words[2]), () -> {});
                }
            }

            @Override
            public void onError(Throwable t) {}

            @Override
            public void onCompleted() {
                responses.onCompleted();
            }
        };
    }
}
