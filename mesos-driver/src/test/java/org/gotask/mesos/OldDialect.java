package org.gotask.mesos;

import com.google.protobuf.Message;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.LaunchTasksMessage;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.RegisterFrameworkMessage;
import org.gotask.mesos.proto.internal.ResourceRequestMessage;
import org.gotask.mesos.proto.internal.ReviveOffersMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.UnregisterFrameworkMessage;
import org.gotask.mesos.proto.scheduler.Call;
import org.gotask.mesos.proto.scheduler.OfferConstraints;

/**
 * Translates the messages of mesos-go's scheduler driver, one type for each kind of call, into the calls that replaced
 * them. Stateless.
 */
final class OldDialect {

    private OldDialect() {}

    /** The call with the same meaning; a message that is not a call of a scheduler is returned unchanged. */
    static Message translated(Message message) {
        return switch (message) {
            case RegisterFrameworkMessage register ->
                Call.newBuilder()
                        .setType(Call.Type.SUBSCRIBE)
                        .setSubscribe(Call.Subscribe.newBuilder()
                                .setFrameworkInfo(register.getFramework())
                                .setOfferConstraints(OfferConstraints.getDefaultInstance()))
                        .build();
            case UnregisterFrameworkMessage unregister ->
                call(Call.Type.TEARDOWN, unregister.getFrameworkId()).build();
            case LaunchTasksMessage launch -> accept(launch);
            case ReviveOffersMessage revive ->
                call(Call.Type.REVIVE, revive.getFrameworkId()).build();
            case ResourceRequestMessage request ->
                call(Call.Type.REQUEST, request.getFrameworkId())
                        .setRequest(Call.Request.newBuilder().addAllRequests(request.getRequestsList()))
                        .build();
            case KillTaskMessage kill ->
                call(Call.Type.KILL, kill.getFrameworkId())
                        .setKill(Call.Kill.newBuilder().setTaskId(kill.getTaskId()))
                        .build();
            case StatusUpdateAcknowledgementMessage acknowledgement ->
                call(Call.Type.ACKNOWLEDGE, acknowledgement.getFrameworkId())
                        .setAcknowledge(Call.Acknowledge.newBuilder()
                                .setSlaveId(acknowledgement.getSlaveId())
                                .setTaskId(acknowledgement.getTaskId())
                                .setUuid(acknowledgement.getUuid()))
                        .build();
            case ReconcileTasksMessage reconcile -> reconcile(reconcile);
            default -> message;
        };
    }

    private static Message accept(LaunchTasksMessage launch) {
        return call(Call.Type.ACCEPT, launch.getFrameworkId())
                .setAccept(Call.Accept.newBuilder()
                        .addAllOfferIds(launch.getOfferIdsList())
                        .addOperations(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(launch.getTasksList())))
                        .setFilters(launch.getFilters()))
                .build();
    }

    private static Message reconcile(ReconcileTasksMessage message) {
        Call.Reconcile.Builder reconcile = Call.Reconcile.newBuilder();
        for (TaskStatus status : message.getStatusesList()) {
            Call.Reconcile.Task.Builder task = reconcile.addTasksBuilder().setTaskId(status.getTaskId());
            if (status.hasSlaveId()) {
                task.setSlaveId(status.getSlaveId());
            }
        }
        return call(Call.Type.RECONCILE, message.getFrameworkId())
                .setReconcile(reconcile)
                .build();
    }

    private static Call.Builder call(Call.Type type, FrameworkID framework) {
        return Call.newBuilder().setType(type).setFrameworkId(framework);
    }
}
