package org.gotask.benchmarks.channel;

/** Values that go one way through one pipe, from some threads to as many others. */
final class Stream {

    private Stream() {}

    /** Passes {@code values} from {@code pairs} senders to {@code pairs} receivers; each does its share. */
    static void pass(Pipe<Integer> pipe, int pairs, int values) throws InterruptedException {
        Crew crew = new Crew();
        int share = values / pairs;
        for (int pair = 0; pair < pairs; pair++) {
            crew.start(() -> {
                for (int i = 0; i < share; i++) {
                    pipe.send(ChannelBenchmark.VALUE);
                }
            });
            crew.start(() -> {
                for (int i = 0; i < share; i++) {
                    pipe.receive();
                }
            });
        }
        crew.join();
    }
}
