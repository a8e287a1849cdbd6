package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gotask.mesos.local.Tasks.shell;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.gotask.mesos.local.agent.LocalAgent;
import org.gotask.mesos.log.LogLimits;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A framework cannot fill an agent's log with executors that fail immediately. */
class ExecutorLogTest {

    private static final int TASKS = 150;

    private final Logger logger = (Logger) LoggerFactory.getLogger(LocalAgent.class.getPackageName());
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        LogLimits.forget();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void startsFailuresAndEndsOfExecutorsAreLimited() throws Exception {
        try (var cluster = LocalCluster.start(LocalSpec.parse("local{cpus=16,mem=8192}"));
                var scheduler = SchedulerPeer.registered(cluster, "failing")) {
            Offer offer = scheduler.offers().getFirst();
            TaskInfo[] tasks = new TaskInfo[TASKS];
            for (int i = 0; i < TASKS; i++) {
                tasks[i] = shell(offer, "t" + i, "true")
                        .setCommand(missingProgram())
                        .build();
            }

            scheduler.launch(List.of(offer), 0, tasks);

            for (int i = 0; i < TASKS; i++) {
                assertThat(scheduler.update("t" + i).getStatus().getState()).isEqualTo(TaskState.TASK_FAILED);
            }
        }
        logger.detachAppender(lines);
        assertThat(linesWith("starting executor")).isBetween(1L, TASKS - 1L);
        assertThat(linesWith("no such file")).isBetween(1L, TASKS - 1L);
        assertThat(linesWith(" ended: ")).isBetween(1L, TASKS - 1L);
    }

    private static CommandInfo missingProgram() {
        return CommandInfo.newBuilder()
                .setValue("true")
                .addUris(CommandInfo.URI.newBuilder().setValue("/no/such/program"))
                .build();
    }

    private long linesWith(String text) {
        return lines.list.stream()
                .filter(event -> event.getFormattedMessage().contains(text))
                .count();
    }
}
