package org.gotask.mesos.local.master;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.log.RateLimitedLogger;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.Filters;
import org.gotask.mesos.proto.Offer;
import org.gotask.mesos.proto.OfferID;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;
import org.gotask.mesos.proto.internal.RunTaskMessage;

/** Handles accepted offers: launches their tasks. Confined to the master's thread. */
final class LaunchHandler {

    private static final RateLimitedLogger foreign = new RateLimitedLogger(LaunchHandler.class.getName());

    private final MasterState state;
    private final OfferAllocator offers;
    private final TaskLedger ledger;

    LaunchHandler(MasterState state, OfferAllocator offers, TaskLedger ledger) {
        this.state = state;
        this.offers = offers;
        this.ledger = ledger;
    }

    /** Launches the tasks of an accepted offer; declines the remaining resources. */
    void accept(
            FrameworkEntry framework,
            Collection<OfferID> offerIds,
            Collection<Offer.Operation> operations,
            Filters filters) {
        List<TaskInfo> tasks = operations.stream().flatMap(LaunchHandler::tasks).toList();
        Optional<List<OfferEntry>> found = offers.find(framework, offerIds);
        if (found.isEmpty()) {
            offers.known(framework, offerIds).forEach(offers::giveBack);
            String message = "Task launched with invalid offers: " + invalid(offerIds);
            tasks.forEach(task -> ledger.refused(
                    framework,
                    task,
                    Capabilities.orLost(framework.info(), TaskState.TASK_DROPPED),
                    TaskStatus.Reason.REASON_INVALID_OFFERS,
                    message));
            return;
        }
        OfferEntry first = found.get().getFirst();
        ResourceSet available = ResourceSet.NONE;
        for (OfferEntry offer : found.get()) {
            offers.close(offer);
            available = available.plus(offer.resources());
        }
        for (Offer.Operation operation : operations) {
            switch (operation.getType()) {
                case LAUNCH -> {
                    for (TaskInfo task : operation.getLaunch().getTaskInfosList()) {
                        available = launch(framework, first, task, available);
                    }
                }
                case LAUNCH_GROUP ->
                    tasks(operation)
                            .forEach(task -> ledger.refused(
                                    framework,
                                    task,
                                    TaskState.TASK_ERROR,
                                    TaskStatus.Reason.REASON_TASK_GROUP_INVALID,
                                    "Task groups are not supported by a local cluster"));
                default ->
                    foreign.warn(
                            "operation",
                            "operation ignored: type=" + operation.getType() + ", framework=" + framework.id()
                                    + "; a local cluster only launches");
            }
        }
        if (!available.isEmpty()) {
            first.agent().release(framework, available);
            offers.addFilter(framework, first.agent(), first.role(), available, filters);
        }
    }

    private ResourceSet launch(FrameworkEntry framework, OfferEntry offer, TaskInfo task, ResourceSet available) {
        AgentEntry agent = offer.agent();
        Optional<String> problem =
                new TaskValidation(framework, agent, available).problem(task).or(() -> limit(framework, agent, task));
        if (problem.isPresent()) {
            ledger.refused(framework, task, TaskState.TASK_ERROR, TaskStatus.Reason.REASON_TASK_INVALID, problem.get());
            return available;
        }
        TaskInfo complete = complete(framework, offer.role(), task);
        boolean newExecutor = TaskValidation.needsNewExecutor(framework, agent, complete);
        ResourceSet charge = TaskValidation.charge(framework, agent, complete);
        if (complete.hasExecutor() && newExecutor) {
            framework.add(TaskValidation.key(agent, complete.getExecutor()), complete.getExecutor());
        }
        framework.add(new TaskEntry(complete, agent, ResourceSet.of(complete.getResourcesList())));
        state.tell(
                agent,
                RunTaskMessage.newBuilder()
                        .setFrameworkId(framework.info().getId())
                        .setFramework(framework.info())
                        .setPid(framework.wireAddress())
                        .setTask(complete)
                        .setLaunchExecutor(newExecutor)
                        .build());
        return available.minus(charge);
    }

    private Optional<String> limit(FrameworkEntry framework, AgentEntry agent, TaskInfo task) {
        boolean newExecutor = task.hasExecutor() && TaskValidation.needsNewExecutor(framework, agent, task);
        return (newExecutor ? state.admission.problem(framework, task.getExecutor()) : Optional.<String>empty())
                .or(() -> state.admission.problem(framework, task));
    }

    /** Adds the id of the framework and the role of the allocated resources. */
    private static TaskInfo complete(FrameworkEntry framework, String role, TaskInfo task) {
        TaskInfo.Builder complete =
                task.toBuilder().clearResources().addAllResources(allocated(task.getResourcesList(), role));
        if (task.hasExecutor()) {
            ExecutorInfo executor = task.getExecutor();
            complete.setExecutor(executor.toBuilder()
                    .setFrameworkId(framework.info().getId())
                    .clearResources()
                    .addAllResources(allocated(executor.getResourcesList(), role)));
        }
        return complete.build();
    }

    private static List<Resource> allocated(List<Resource> resources, String role) {
        return resources.stream()
                .map(resource -> {
                    Resource.Builder allocated = resource.toBuilder();
                    allocated.getAllocationInfoBuilder().setRole(role);
                    return allocated.build();
                })
                .toList();
    }

    private static Stream<TaskInfo> tasks(Offer.Operation operation) {
        return Stream.concat(
                operation.getLaunch().getTaskInfosList().stream(),
                operation.getLaunchGroup().getTaskGroup().getTasksList().stream());
    }

    private String invalid(Collection<OfferID> offerIds) {
        if (offerIds.isEmpty()) {
            return "No offers specified";
        }
        return offerIds.stream()
                .filter(id -> !state.offers.containsKey(id.getValue()))
                .findFirst()
                .map(id -> "Offer " + id.getValue() + " is no longer valid")
                .orElse("Offers are not all of one agent and one role, or named twice");
    }
}
