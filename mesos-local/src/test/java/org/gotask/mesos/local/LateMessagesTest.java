package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.gotask.mesos.local.Tasks.tiny;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Messages of an executor that reach its agent after the scheduler has ended. They occur now and then in a run that
 * ends normally, because the agent learns of the end from the master, a moment after the executor's last messages.
 */
class LateMessagesTest {

    private static final FrameworkInfo OUTLIVES_ITS_SCHEDULER = FrameworkInfo.newBuilder()
            .setUser("nobody")
            .setName("late")
            .setFailoverTimeout(60)
            .build();

    private final Logger transport = (Logger) LoggerFactory.getLogger(Messenger.class.getPackageName());
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    @BeforeEach
    void listen() {
        transport.setLevel(Level.DEBUG);
        transport.setAdditive(false);
        transport.addAppender(appender);
        appender.start();
    }

    @AfterEach
    void leave() {
        transport.detachAppender(appender);
        transport.setAdditive(true);
        transport.setLevel(null);
    }

    @Test
    void areDroppedWithoutAWarning() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.ofAgents(1));
                var other = new SchedulerPeer(cluster.master())) {
            Upid agent;
            FrameworkToExecutorMessage toBeSentBack;
            try (var scheduler = new SchedulerPeer(cluster.master())) {
                scheduler.subscribe(OUTLIVES_ITS_SCHEDULER);
                var offers = scheduler.next(ResourceOffersMessage.getDefaultInstance());
                Offer offer = offers.getOffers(0);
                agent = Upid.parse(offers.getPids(0));
                scheduler.launch(
                        List.of(offer), 0, tiny(offer, "t1", "e1", "hold").build());
                scheduler.await("t1", TaskState.TASK_RUNNING);
                toBeSentBack = FrameworkToExecutorMessage.newBuilder()
                        .setSlaveId(offer.getSlaveId())
                        .setFrameworkId(scheduler.id)
                        .setExecutorId(ExecutorID.newBuilder().setValue("e1"))
                        .setData(ByteString.copyFromUtf8("words"))
                        .build();
                scheduler.send(agent, toBeSentBack);
                scheduler.next(ExecutorToFrameworkMessage.getDefaultInstance());
            }

            await().until(() -> {
                other.send(agent, toBeSentBack);
                return logged("messages to an ended peer dropped");
            });
        }
        assertThat(events)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private boolean logged(String text) {
        return events.stream().anyMatch(event -> event.getFormattedMessage().contains(text));
    }
}
