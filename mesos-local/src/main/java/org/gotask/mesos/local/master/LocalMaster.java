package org.gotask.mesos.local.master;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.local.actor.Courier;
import org.gotask.mesos.local.actor.EventLoop;
import org.gotask.mesos.local.actor.Inbox;
import org.gotask.mesos.local.election.Leadership;
import org.gotask.mesos.local.election.MasterAddress;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.proto.internal.ExitedExecutorMessage;
import org.gotask.mesos.proto.internal.RegisterSlaveMessage;
import org.gotask.mesos.proto.internal.ReregisterSlaveMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.internal.UnregisterSlaveMessage;
import org.gotask.mesos.text.ForeignText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Mesos master: admits agents and frameworks, offers the resources of the ones to the others, launches their tasks
 * and carries the news between them. Started once, closed once. Thread-safe.
 */
public final class LocalMaster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalMaster.class);

    private final Messenger messenger;
    private final EventLoop loop;
    private final Courier courier;
    private final MasterState state;
    private final OfferBook offers;
    private final Leadership leadership;

    private LocalMaster(Messenger messenger, MasterConfig config, MasterInfo info, Leadership leadership) {
        this.messenger = messenger;
        this.leadership = leadership;
        this.loop = new EventLoop("mesos-local-master");
        this.courier = new Courier(messenger);
        Upid self = messenger.upid(config.name().id());
        this.state = new MasterState(loop, messenger, courier, info, self, config);
        this.offers = new OfferBook(state);
        var ledger = new TaskLedger(state);
        var authenticator = new Authenticator(state, config.authentication());
        var subscriptions = new Subscriptions(state, offers, authenticator);
        var registry =
                new AgentRegistry(state, offers, ledger, new AgentReturns(state, subscriptions, ledger), authenticator);
        var inbox = new Inbox("the master", loop)
                .on(AuthenticateMessage.getDefaultInstance(), authenticator::request)
                .on(RegisterSlaveMessage.getDefaultInstance(), registry::register)
                .on(ReregisterSlaveMessage.getDefaultInstance(), registry::reregister)
                .on(UnregisterSlaveMessage.getDefaultInstance(), registry::unregister)
                .on(StatusUpdateMessage.getDefaultInstance(), ledger::updated)
                .on(ExitedExecutorMessage.getDefaultInstance(), ledger::executorExited);
        new SchedulerCalls(state, offers, subscriptions, new Launches(state, offers, ledger), ledger).listen(inbox);
        messenger.spawn(self.id(), (from, name, body) -> {
            if (leadership.isLeading()) {
                inbox.message(from, name, body);
            } else {
                log.debug("message ignored: name={}, this master does not lead", ForeignText.line(name));
            }
        });
        new MasterHttp(loop, state, leadership).serve(messenger);
        loop.after(state.timings.allocationInterval(), this::round);
    }

    /**
     * Opens the port and begins to serve; makes no offers yet.
     *
     * @throws IOException if the port cannot be opened
     */
    public static LocalMaster start(MasterConfig config) throws IOException {
        return start(config, LocalMaster::logDeposed);
    }

    /**
     * Opens the port and begins to serve, or to stand for election; makes no offers yet.
     *
     * @param deposed runs once, with the reason, when the master does not lead any more; it is to be closed then
     * @throws IOException if the port cannot be opened
     */
    public static LocalMaster start(MasterConfig config, Consumer<String> deposed) throws IOException {
        var messenger = new HttpMessenger(new MessengerConfig(config.host(), config.port())
                .toBuilder().peersMayEnd(true).build());
        messenger.start();
        Upid self = messenger.upid(config.name().id());
        MasterInfo info = MasterAddress.info(UUID.randomUUID().toString(), self);
        Leadership leadership = config.election()
                .map(election -> Leadership.among(election, info))
                .orElseGet(() -> Leadership.alone(info));
        var master = new LocalMaster(messenger, config, info, leadership);
        leadership.start(() -> master.loop.execute(master.state::elected), deposed);
        return master;
    }

    /** Its libprocess address. */
    public Upid upid() {
        return state.self;
    }

    /** What detectors report of it. */
    public MasterInfo info() {
        return state.info;
    }

    /** Whether frameworks are registered. False once it is closed. */
    public boolean isBusy() throws InterruptedException {
        return loop.ask(() -> !state.frameworks.isEmpty()).orElse(false);
    }

    /** All agents are there: begins to make offers, the first of which hold them all. */
    public void open() {
        loop.execute(offers::open);
    }

    /** Takes back all offers that have no answer yet, and tells their frameworks; does not wait for that. */
    public void rescindOffers() {
        loop.execute(() -> offers.rescind(unused -> true));
    }

    /** Whether it leads; always true of a master that is not elected. */
    public boolean isLeading() {
        return leadership.isLeading();
    }

    /** Ends; nobody is told but by the closing of connections. */
    @Override
    public void close() {
        leadership.close();
        loop.close();
        courier.close();
        messenger.close();
    }

    private void round() {
        offers.rescindOverdue();
        offers.allocate();
        loop.after(state.timings.allocationInterval(), this::round);
    }

    private static void logDeposed(String reason) {
        log.error("master does not lead any more: {}", reason);
    }
}
