package org.gotask.mesos.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.gotask.mesos.libprocess.HttpMessenger;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.internal.UnregisterSlaveMessage;

/**
 * A Mesos master: admits agents and frameworks, offers the resources of the ones to the others, launches their tasks and
 * carries the news between them. Started once, closed once. Thread-safe.
 */
final class LocalMaster implements AutoCloseable {

    static final String PROCESS_ID = "master";

    private final Messenger messenger;
    private final EventLoop loop;
    private final Courier courier;
    private final MasterState state;
    private final OfferBook offers;

    private LocalMaster(Messenger messenger, MasterConfig config) {
        this.messenger = messenger;
        this.loop = new EventLoop("mesos-local-master");
        this.courier = new Courier(messenger);
        Upid self = messenger.upid(PROCESS_ID);
        this.state = new MasterState(loop, messenger, courier, info(self), self, config);
        this.offers = new OfferBook(state);
        var ledger = new TaskLedger(state);
        var authenticator = new Authenticator(state, config.authentication());
        var subscriptions = new Subscriptions(state, offers, authenticator);
        var registry = new AgentRegistry(state, offers, ledger, new AgentReturns(state, subscriptions, ledger));
        var inbox = new Inbox("the master", loop)
                .on(AuthenticateMessage.getDefaultInstance(), authenticator::request)
                .on(RegisterSlaveMessage.getDefaultInstance(), registry::register)
                .on(ReregisterSlaveMessage.getDefaultInstance(), registry::reregister)
                .on(UnregisterSlaveMessage.getDefaultInstance(), registry::unregister)
                .on(StatusUpdateMessage.getDefaultInstance(), ledger::updated)
                .on(ExitedExecutorMessage.getDefaultInstance(), ledger::executorExited);
        new SchedulerCalls(state, offers, subscriptions, new Launches(state, offers, ledger), ledger).listen(inbox);
        messenger.spawn(PROCESS_ID, inbox);
        new MasterHttp(loop, state).serve(messenger);
        loop.after(state.timings.allocationInterval(), this::round);
    }

    /**
     * Opens the port and begins to serve; makes no offers yet.
     *
     * @throws IOException if the port cannot be opened
     */
    static LocalMaster start(MasterConfig config) throws IOException {
        var messenger = new HttpMessenger(new MessengerConfig(config.host(), config.port()));
        messenger.start();
        return new LocalMaster(messenger, config);
    }

    Upid upid() {
        return state.self;
    }

    MasterInfo info() {
        return state.info;
    }

    /** Whether frameworks are registered. False once it is closed. */
    boolean isBusy() throws InterruptedException {
        return loop.ask(() -> !state.frameworks.isEmpty()).orElse(false);
    }

    /** All agents are there: begins to make offers, the first of which hold them all. */
    void open() {
        loop.execute(offers::open);
    }

    /** Takes back all offers that have no answer yet, and tells their frameworks; does not wait for that. */
    void rescindOffers() {
        loop.execute(() -> offers.rescind(unused -> true));
    }

    /** Ends; nobody is told but by the closing of connections. */
    @Override
    public void close() {
        loop.close();
        courier.close();
        messenger.close();
    }

    private void round() {
        offers.rescindOverdue();
        offers.allocate();
        loop.after(state.timings.allocationInterval(), this::round);
    }

    private static MasterInfo info(Upid self) {
        return MasterInfo.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setIp(addressNumber(self.host()))
                .setPort(self.port())
                .setPid(self.toString())
                .setHostname(Versions.hostname(self.host()))
                .setVersion(Versions.MESOS)
                .setAddress(Address.newBuilder()
                        .setHostname(Versions.hostname(self.host()))
                        .setIp(self.host())
                        .setPort(self.port()))
                .build();
    }

    /** The bytes of the address in network order, read as a number in the order of a little-endian machine. */
    private static int addressNumber(String host) {
        try {
            byte[] bytes = InetAddress.getByName(host).getAddress();
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("a numeric address is always known: " + host, e);
        }
    }
}
