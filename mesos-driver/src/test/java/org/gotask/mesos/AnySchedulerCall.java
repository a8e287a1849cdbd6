package org.gotask.mesos;

import static org.gotask.mesos.Samples.AGENT;
import static org.gotask.mesos.Samples.EXECUTOR;
import static org.gotask.mesos.Samples.FILTERS;
import static org.gotask.mesos.Samples.offerId;
import static org.gotask.mesos.Samples.status;
import static org.gotask.mesos.Samples.task;
import static org.gotask.mesos.Samples.taskId;

import com.google.protobuf.ByteString;
import java.util.List;
import org.gotask.mesos.proto.TaskState;

/** All calls of a scheduler driver except those that start and end it; for a driver with explicit acknowledgement. */
enum AnySchedulerCall {
    REQUEST_RESOURCES {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.requestResources(List.of());
        }
    },
    LAUNCH_TASKS {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.launchTasks(List.of(offerId("o")), List.of(task("t")), FILTERS);
        }
    },
    ACCEPT_OFFERS {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.acceptOffers(List.of(offerId("o")), List.of(), FILTERS);
        }
    },
    DECLINE_OFFER {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.declineOffer(offerId("o"), FILTERS);
        }
    },
    REVIVE_OFFERS {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.reviveOffers();
        }
    },
    SUPPRESS_OFFERS {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.suppressOffers();
        }
    },
    KILL_TASK {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.killTask(taskId("t"));
        }
    },
    ACKNOWLEDGE_STATUS_UPDATE {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.acknowledgeStatusUpdate(status("t", TaskState.TASK_LOST));
        }
    },
    SEND_FRAMEWORK_MESSAGE {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.sendFrameworkMessage(EXECUTOR, AGENT, ByteString.EMPTY);
        }
    },
    RECONCILE_TASKS {
        @Override
        DriverStatus make(SchedulerDriver driver) {
            return driver.reconcileTasks(List.of());
        }
    };

    abstract DriverStatus make(SchedulerDriver driver);
}
