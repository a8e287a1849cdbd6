package org.gotask.mesos.local.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.proto.CommandInfo;
import org.gotask.mesos.proto.ExecutorInfo;
import org.gotask.mesos.proto.FrameworkInfo;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;
import org.gotask.mesos.proto.TaskStatus;

/** The JSON forms of resources, tasks, executors and frameworks on the pages of masters and agents. */
public final class ResourceJson {

    private static final List<String> ALWAYS_SHOWN = List.of("cpus", "gpus", "mem", "disk");

    private ResourceJson() {}

    /** Resources by name; the common ones are included even if the amount is 0. */
    public static Map<String, Object> resources(ResourceSet resources) {
        var json = new LinkedHashMap<String, Object>();
        ALWAYS_SHOWN.forEach(name -> json.put(name, 0.0));
        resources.scalars().forEach((name, value) -> json.put(name, value / 1000.0));
        resources.ranges().forEach((name, numbers) -> json.put(name, ResourceSet.rangeText(numbers)));
        return json;
    }

    /** A task; its statuses have state and time. */
    public static Map<String, Object> task(
            TaskInfo task, String frameworkId, TaskState state, List<TaskStatus> statuses) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", task.getTaskId().getValue());
        json.put("name", task.getName());
        json.put("framework_id", frameworkId);
        json.put("executor_id", task.getExecutor().getExecutorId().getValue());
        json.put("slave_id", task.getSlaveId().getValue());
        json.put("state", state.name());
        json.put("resources", resources(ResourceSet.of(task.getResourcesList())));
        json.put("role", role(task));
        var list = new ArrayList<Map<String, Object>>();
        for (TaskStatus status : statuses) {
            list.add(Map.of("state", status.getState().name(), "timestamp", status.getTimestamp()));
        }
        json.put("statuses", list);
        return json;
    }

    /** An executor, without its tasks. */
    public static Map<String, Object> executor(ExecutorInfo executor) {
        var json = new LinkedHashMap<String, Object>();
        json.put("executor_id", executor.getExecutorId().getValue());
        json.put("name", executor.getName());
        json.put("framework_id", executor.getFrameworkId().getValue());
        json.put("command", command(executor.getCommand()));
        json.put("resources", resources(ResourceSet.of(executor.getResourcesList())));
        return json;
    }

    /** The fields of a framework that the pages of masters and agents have in common. */
    public static Map<String, Object> framework(FrameworkInfo info) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", info.getId().getValue());
        json.put("name", info.getName());
        json.put("user", info.getUser());
        json.put("failover_timeout", info.getFailoverTimeout());
        json.put("checkpoint", info.getCheckpoint());
        json.put("hostname", info.getHostname());
        if (Capabilities.has(info, FrameworkInfo.Capability.Type.MULTI_ROLE)) {
            json.put("roles", List.copyOf(info.getRolesList()));
        } else {
            json.put("role", info.getRole());
        }
        return json;
    }

    private static Map<String, Object> command(CommandInfo command) {
        return Map.of(
                "value", command.getValue(),
                "shell", command.getShell(),
                "argv", List.copyOf(command.getArgumentsList()),
                "uris",
                        command.getUrisList().stream()
                                .map(uri -> Map.of("value", uri.getValue(), "executable", uri.getExecutable()))
                                .toList());
    }

    private static String role(TaskInfo task) {
        return task.getResourcesCount() == 0
                ? "*"
                : task.getResources(0).getAllocationInfo().getRole();
    }
}
