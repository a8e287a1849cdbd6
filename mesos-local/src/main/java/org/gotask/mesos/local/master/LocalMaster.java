package org.gotask.mesos.local.master;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.actor.AsyncSender;
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
 * A Mesos master: registers agents and frameworks, offers the resources of agents to frameworks, launches tasks, and
 * forwards messages between them. Started once, closed once. Thread-safe.
 */
public final class LocalMaster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalMaster.class);

    private final HttpMessenger messenger;
    private final ActorThread thread;
    private final AsyncSender sender;
    private final MasterState state;
    private final OfferAllocator offers;
    private final Leadership leadership;

    private LocalMaster(HttpMessenger messenger, MasterConfig config, MasterInfo info, Leadership leadership) {
        this.messenger = messenger;
        this.leadership = leadership;
        this.thread = new ActorThread("mesos-local-master");
        this.sender = new AsyncSender(messenger);
        Upid self = messenger.upid(config.name().id());
        this.state = new MasterState(thread, messenger, sender, info, self, config);
        this.offers = new OfferAllocator(state);
        var ledger = new TaskLedger(state);
        var authenticator = new Authenticator(state, config.authentication());
        var validation = new FrameworkValidation(state, authenticator);
        var subscriptions = new Subscriptions(state, offers, authenticator, validation);
        var registry = new AgentRegistry(
                state, offers, ledger, new AgentReregistration(state, subscriptions, ledger), authenticator);
        var inbox = new Inbox("the master", thread)
                .on(AuthenticateMessage.getDefaultInstance(), authenticator::request)
                .on(RegisterSlaveMessage.getDefaultInstance(), registry::register)
                .on(ReregisterSlaveMessage.getDefaultInstance(), registry::reregister)
                .on(UnregisterSlaveMessage.getDefaultInstance(), registry::unregister)
                .on(StatusUpdateMessage.getDefaultInstance(), ledger::updated)
                .on(ExitedExecutorMessage.getDefaultInstance(), ledger::executorExited);
        new SchedulerCallHandler(
                        state, offers, subscriptions, validation, new LaunchHandler(state, offers, ledger), ledger)
                .listen(inbox);
        messenger.spawn(self.id(), (from, name, body) -> {
            if (leadership.isLeading()) {
                inbox.message(from, name, body);
            } else {
                log.debug("message ignored: name={}, this master does not lead", ForeignText.line(name));
            }
        });
        new MasterHttp(thread, state, leadership).serve(messenger);
        thread.after(state.timings.allocationInterval(), this::round);
    }

    /**
     * Opens the port and begins to serve. Makes no offers before {@link #open}.
     *
     * @throws IOException if the port cannot be opened
     */
    public static LocalMaster start(MasterConfig config) throws IOException {
        return start(config, LocalMaster::logDeposed);
    }

    /**
     * Opens the port, and begins to serve or to stand for election. Makes no offers before {@link #open}.
     *
     * @param deposed runs once, with the reason, when the master has lost its leadership and must be closed
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
        leadership.start(() -> master.thread.execute(master.state::elected), deposed);
        return master;
    }

    /** The libprocess address. */
    public Upid upid() {
        return state.self;
    }

    /** The description that detectors report. */
    public MasterInfo info() {
        return state.info;
    }

    /** Whether frameworks are registered; false if the master is closed. */
    public boolean isBusy() throws InterruptedException {
        return thread.ask(() -> !state.frameworks.isEmpty()).orElse(false);
    }

    /**
     * Begins to make offers. To be called after all agents have registered, so that the first offers include all of
     * them.
     */
    public void open() {
        thread.execute(offers::open);
    }

    /** Rescinds all outstanding offers; returns before the frameworks are notified. */
    public void rescindOffers() {
        thread.execute(() -> offers.rescind(unused -> true));
    }

    /** Whether the master leads; always true without an election. */
    public boolean isLeading() {
        return leadership.isLeading();
    }

    /** Accepts no more connections, for a process that is about to end; peers that are connected stay. */
    public void stopAccepting() {
        messenger.stopAccepting();
    }

    /** Ends the master. Peers notice it by the end of their connections. */
    @Override
    public void close() {
        leadership.close();
        thread.close();
        sender.close();
        messenger.close();
    }

    private void round() {
        offers.rescindOverdue();
        offers.allocate();
        thread.after(state.timings.allocationInterval(), this::round);
    }

    private static void logDeposed(String reason) {
        log.error("master no longer leads: {}", reason);
    }
}
