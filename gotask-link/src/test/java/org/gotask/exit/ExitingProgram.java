package org.gotask.exit;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that ends in one of several ways, and prints the reason in a shutdown hook. */
final class ExitingProgram {

    private ExitingProgram() {}

    /** Takes the way as its argument. */
    public static void main(String[] args) throws InterruptedException {
        Thread virtual = Thread.ofVirtual().name("worker-0").unstarted(() -> System.exit(3));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> report(virtual)));
        switch (args[0]) {
            case "virtual" -> {
                virtual.start();
                new CountDownLatch(1).await();
            }
            case "platform" -> {
                Thread.ofPlatform()
                        .name("pool-1")
                        .start(() -> Runtime.getRuntime().exit(3));
                new CountDownLatch(1).await();
            }
            case "signal" -> {
                System.out.println("ready");
                new CountDownLatch(1).await();
            }
            case "return" -> {}
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void report(Thread virtual) {
        System.out.println(
                switch (ExitCause.find(List.of(virtual))) {
                    case ExitCause.Call(Thread caller, String place) ->
                        "call of " + caller.getName() + " at " + place + " " + ExitCause.exits(caller);
                    case ExitCause.Signal(String name) -> "signal " + name + " " + Signals.received();
                    case ExitCause.Unknown() -> "unknown " + Signals.received();
                });
    }
}
