package org.gotask.mesos;

import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.List;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.Request;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.TaskID;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.mesos.proto.scheduler.OfferConstraints;

/**
 * Builds the {@code mesos.scheduler.Call}s of a scheduler driver, with the fields that Mesos's own driver sets. Stateless.
 */
final class SchedulerCalls {

    private SchedulerCalls() {}

    /** (Re-)registration; {@code force} takes a framework over from another scheduler and counts only with an id. */
    static Call subscribe(FrameworkInfo framework, boolean force, Collection<String> suppressedRoles) {
        Call.Subscribe.Builder subscribe = Call.Subscribe.newBuilder()
                .setFrameworkInfo(framework)
                .addAllSuppressedRoles(suppressedRoles)
                .setOfferConstraints(OfferConstraints.getDefaultInstance());
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        if (framework.hasId()) {
            subscribe.setForce(force);
            call.setFrameworkId(framework.getId());
        }
        return call.setSubscribe(subscribe).build();
    }

    static Call updateFramework(FrameworkInfo framework, Collection<String> suppressedRoles) {
        return of(framework.getId(), Call.Type.UPDATE_FRAMEWORK)
                .setUpdateFramework(Call.UpdateFramework.newBuilder()
                        .setFrameworkInfo(framework)
                        .addAllSuppressedRoles(suppressedRoles)
                        .setOfferConstraints(OfferConstraints.getDefaultInstance()))
                .build();
    }

    static Call teardown(FrameworkID framework) {
        return of(framework, Call.Type.TEARDOWN).build();
    }

    static Call accept(
            FrameworkID framework,
            Collection<OfferID> offerIds,
            Collection<Offer.Operation> operations,
            Filters filters) {
        return of(framework, Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addAllOfferIds(offerIds)
                        .addAllOperations(operations)
                        .setFilters(filters))
                .build();
    }

    static Call decline(FrameworkID framework, OfferID offerId, Filters filters) {
        return of(framework, Call.Type.DECLINE)
                .setDecline(Call.Decline.newBuilder().addOfferIds(offerId).setFilters(filters))
                .build();
    }

    /** For all roles of the framework. */
    static Call revive(FrameworkID framework) {
        return of(framework, Call.Type.REVIVE).build();
    }

    /** For all roles of the framework. */
    static Call suppress(FrameworkID framework) {
        return of(framework, Call.Type.SUPPRESS).build();
    }

    static Call kill(FrameworkID framework, TaskID taskId) {
        return of(framework, Call.Type.KILL)
                .setKill(Call.Kill.newBuilder().setTaskId(taskId))
                .build();
    }

    static Call acknowledge(FrameworkID framework, SlaveID agentId, TaskID taskId, ByteString uuid) {
        return of(framework, Call.Type.ACKNOWLEDGE)
                .setAcknowledge(Call.Acknowledge.newBuilder()
                        .setSlaveId(agentId)
                        .setTaskId(taskId)
                        .setUuid(uuid))
                .build();
    }

    static Call reconcile(FrameworkID framework, List<TaskStatus> statuses) {
        Call.Reconcile.Builder reconcile = Call.Reconcile.newBuilder();
        for (TaskStatus status : statuses) {
            Call.Reconcile.Task.Builder task = reconcile.addTasksBuilder().setTaskId(status.getTaskId());
            if (status.hasSlaveId()) {
                task.setSlaveId(status.getSlaveId());
            }
        }
        return of(framework, Call.Type.RECONCILE).setReconcile(reconcile).build();
    }

    static Call request(FrameworkID framework, Collection<Request> requests) {
        return of(framework, Call.Type.REQUEST)
                .setRequest(Call.Request.newBuilder().addAllRequests(requests))
                .build();
    }

    /** Bytes for an executor, to be passed on by the master. */
    static Call message(FrameworkID framework, ExecutorID executorId, SlaveID agentId, ByteString data) {
        return of(framework, Call.Type.MESSAGE)
                .setMessage(Call.Message.newBuilder()
                        .setSlaveId(agentId)
                        .setExecutorId(executorId)
                        .setData(data))
                .build();
    }

    private static Call.Builder of(FrameworkID framework, Call.Type type) {
        return Call.newBuilder().setFrameworkId(framework).setType(type);
    }
}
