package org.gotask.mesos.local.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.actor.ProcessName;
import org.gotask.mesos.local.faults.FaultFilter;
import org.gotask.mesos.local.pages.ResourceJson;
import org.gotask.mesos.local.pages.StatePages;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.Hostname;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.local.wire.Timestamps;
import org.gotask.mesos.local.wire.Versions;
import org.gotask.mesos.proto.TaskInfo;
import org.gotask.mesos.proto.TaskState;

/** The pages of an agent: those of Mesos that are meaningful for a local cluster. */
final class AgentHttp {

    private final StatePages pages;
    private final AgentContext agent;
    private final AgentFrameworks frameworks;
    private final UpdateStreams streams;
    private final FaultFilter faults;
    private final double startTime = Timestamps.now();

    AgentHttp(
            ActorThread thread,
            AgentContext agent,
            AgentFrameworks frameworks,
            UpdateStreams streams,
            FaultFilter faults) {
        this.pages = new StatePages(thread, UnaryOperator.identity());
        this.agent = agent;
        this.frameworks = frameworks;
        this.streams = streams;
        this.faults = faults;
    }

    void serve(Messenger messenger, ProcessName name) {
        pages.serveHealth(messenger, name.roots());
        pages.serveState(messenger, this::view, name.roots());
        pages.serveVersion(messenger, name.root());
        pages.serveMetrics(messenger, this::metrics, name.root());
    }

    private Map<String, Object> view() {
        ResourceSet resources = ResourceSet.of(agent.info.getResourcesList());
        var json = new LinkedHashMap<String, Object>(Versions.view());
        json.put("start_time", startTime);
        json.put("id", agent.info.getId().getValue());
        json.put("pid", agent.self.toString());
        json.put("hostname", agent.info.getHostname());
        json.put(
                "capabilities",
                Capabilities.OF_AGENT.stream().map(c -> c.getType().name()).toList());
        json.put("resources", ResourceJson.resources(resources));
        json.put("reserved_resources", Map.of());
        json.put("unreserved_resources", ResourceJson.resources(resources));
        json.put("attributes", Map.of());
        Upid master = agent.master;
        json.put("master_hostname", master == null ? "" : Hostname.of(master.host()));
        json.put(
                "flags",
                Map.of(
                        "work_dir",
                        agent.workDirectory.path().toString(),
                        "master",
                        master == null ? "" : master.toString()));
        json.put("frameworks", frameworks.all().stream().map(this::framework).toList());
        json.put("completed_frameworks", List.of());
        if (!faults.isOff()) {
            json.put("framework_messages", faults.view());
        }
        return json;
    }

    private Map<String, Object> framework(AgentFramework framework) {
        Map<String, Object> json = ResourceJson.framework(framework.info());
        json.put("executors", framework.executors().stream().map(this::executor).toList());
        json.put(
                "completed_executors",
                framework.completed().stream().map(this::executor).toList());
        return json;
    }

    private Map<String, Object> executor(ExecutorInstance executor) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", executor.id());
        json.put("name", executor.info.getName());
        json.put("source", executor.info.getSource());
        json.put("container", executor.container.getValue());
        json.put("directory", executor.sandbox.directory().toString());
        json.put("resources", ResourceJson.resources(resources(executor)));
        json.put("role", executor.role());
        json.put("tasks", tasks(executor, executor.launched(), TaskState.TASK_STAGING));
        json.put("queued_tasks", tasks(executor, executor.queued(), TaskState.TASK_STAGING));
        json.put("completed_tasks", tasks(executor, executor.ended(), TaskState.TASK_FINISHED));
        return json;
    }

    /** The resources of an executor and its tasks. */
    private static ResourceSet resources(ExecutorInstance executor) {
        ResourceSet own = executor.commandTask ? ResourceSet.NONE : ResourceSet.of(executor.info.getResourcesList());
        return Stream.concat(executor.launched().values().stream(), executor.queued().values().stream())
                .map(task -> ResourceSet.of(task.getResourcesList()))
                .reduce(own, ResourceSet::plus);
    }

    private List<Map<String, Object>> tasks(
            ExecutorInstance executor, Map<String, TaskInfo> listed, TaskState unlessKnown) {
        var list = new ArrayList<Map<String, Object>>();
        for (TaskInfo task : listed.values()) {
            TaskState state =
                    streams.latest(executor.framework.id, task.getTaskId()).orElse(unlessKnown);
            list.add(ResourceJson.task(task, executor.framework.id.getValue(), state, List.of()));
        }
        return list;
    }

    private Map<String, Object> metrics() {
        List<ExecutorInstance> executors = frameworks.all().stream()
                .flatMap(framework -> framework.executors().stream())
                .toList();
        var json = new LinkedHashMap<String, Object>();
        json.put("slave/registered", agent.isRegistered() ? 1.0 : 0.0);
        json.put("slave/uptime_secs", Timestamps.now() - startTime);
        json.put("slave/executors_running", (double) executors.size());
        json.put(
                "slave/tasks_running",
                executors.stream().mapToDouble(e -> e.launched().size()).sum());
        return json;
    }
}
