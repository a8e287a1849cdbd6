package org.gotask.mesos.local.master;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.gotask.mesos.libprocess.HttpHandler;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.Messenger;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.actor.ProcessName;
import org.gotask.mesos.local.election.Leadership;
import org.gotask.mesos.local.pages.ResourceJson;
import org.gotask.mesos.local.pages.StatePages;
import org.gotask.mesos.local.wire.Capabilities;
import org.gotask.mesos.local.wire.ResourceSet;
import org.gotask.mesos.local.wire.Timestamps;
import org.gotask.mesos.local.wire.Versions;
import org.gotask.mesos.proto.TaskState;

/** The pages of the master: those of Mesos that are meaningful for a local cluster. */
final class MasterHttp {

    private static final int TEMPORARY_REDIRECT = 307;
    private static final int UNAVAILABLE = 503;

    private final StatePages pages;
    private final MasterState state;
    private final Leadership leadership;

    MasterHttp(ActorThread thread, MasterState state, Leadership leadership) {
        this.pages = new StatePages(thread, this::unlessFollowing);
        this.state = state;
        this.leadership = leadership;
    }

    void serve(Messenger messenger) {
        ProcessName name = state.config.name();
        pages.serveHealth(messenger, name.roots());
        pages.serveState(messenger, this::view, name.roots());
        pages.serveVersion(messenger, name.root());
        pages.serveMetrics(messenger, this::metrics, name.root());
        for (String root : name.roots()) {
            String path = root + "/redirect";
            messenger.serve(
                    path,
                    request -> request.path().equals(path) ? redirect("") : HttpResponse.text(404, "404 Not Found."));
        }
    }

    /** Redirects to the leading master, unless this one leads. */
    private HttpHandler unlessFollowing(HttpHandler own) {
        return request -> {
            if (leadership.isLeading()) {
                return own.handle(request);
            }
            String path = request.path().startsWith("/master/") ? request.path() : "/master" + request.path();
            return redirect(path + (request.query().isEmpty() ? "" : "?" + request.query()));
        };
    }

    private HttpResponse redirect(String pathAndQuery) {
        return leadership
                .leader()
                .map(leader -> new HttpResponse(
                        TEMPORARY_REDIRECT,
                        Map.of("Location", "//" + leader.getHostname() + ":" + leader.getPort() + pathAndQuery),
                        ByteString.EMPTY))
                .orElse(HttpResponse.text(UNAVAILABLE, "No leader elected"));
    }

    private Map<String, Object> view() {
        var json = new LinkedHashMap<String, Object>(Versions.view());
        String pid = state.self.toString();
        json.put("start_time", state.startTime);
        json.put("elected_time", state.startTime);
        json.put("id", state.info.getId());
        json.put("pid", pid);
        json.put("hostname", state.info.getHostname());
        json.put("capabilities", List.of());
        json.put("activated_slaves", (double) state.agents.size());
        json.put("deactivated_slaves", 0.0);
        json.put("unreachable_slaves", 0.0);
        json.put("leader", pid);
        json.put(
                "leader_info",
                Map.of(
                        "id", state.info.getId(),
                        "pid", pid,
                        "port", state.info.getPort(),
                        "hostname", state.info.getHostname()));
        json.put("flags", Map.of("ip", state.self.host(), "port", Integer.toString(state.self.port())));
        json.put("slaves", state.agents.values().stream().map(this::agent).toList());
        json.put("recovered_slaves", List.of());
        json.put(
                "frameworks",
                state.frameworks.values().stream().map(this::framework).toList());
        json.put(
                "completed_frameworks",
                state.removed.values().stream().map(this::framework).toList());
        json.put("orphan_tasks", List.of());
        json.put("unregistered_frameworks", List.of());
        return json;
    }

    private Map<String, Object> agent(AgentEntry agent) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", agent.id());
        json.put("hostname", agent.info.getHostname());
        json.put("port", agent.info.getPort());
        json.put("attributes", Map.of());
        json.put("pid", agent.pid.toString());
        json.put("registered_time", agent.registeredTime);
        json.put("resources", ResourceJson.resources(agent.total));
        json.put("used_resources", ResourceJson.resources(used(agent)));
        json.put("offered_resources", ResourceJson.resources(offered(offer -> offer.agent() == agent)));
        json.put("reserved_resources", Map.of());
        json.put("unreserved_resources", ResourceJson.resources(agent.total));
        json.put("active", true);
        json.put("deactivated", false);
        json.put("version", Versions.MESOS);
        json.put(
                "capabilities",
                Capabilities.OF_AGENT.stream().map(c -> c.getType().name()).toList());
        return json;
    }

    private Map<String, Object> framework(FrameworkEntry framework) {
        Map<String, Object> json = ResourceJson.framework(framework.info());
        ResourceSet used = used(framework);
        ResourceSet offered = offered(offer -> offer.framework() == framework);
        framework.pid().ifPresent(pid -> json.put("pid", pid.toString()));
        if (framework.info().hasPrincipal()) {
            json.put("principal", framework.info().getPrincipal());
        }
        json.put("webui_url", framework.info().getWebuiUrl());
        json.put(
                "capabilities",
                framework.info().getCapabilitiesList().stream()
                        .map(c -> c.getType().name())
                        .toList());
        json.put("active", framework.active);
        json.put("connected", framework.connected);
        json.put("recovered", framework.isRecovered());
        json.put("registered_time", framework.registeredTime);
        json.put("unregistered_time", 0.0);
        json.put("resources", ResourceJson.resources(used.plus(offered)));
        json.put("used_resources", ResourceJson.resources(used));
        json.put("offered_resources", ResourceJson.resources(offered));
        json.put("tasks", tasks(framework, List.copyOf(framework.tasks.values())));
        json.put("unreachable_tasks", List.of());
        json.put("completed_tasks", tasks(framework, List.copyOf(framework.completed)));
        json.put("offers", offers(framework));
        json.put("executors", executors(framework));
        return json;
    }

    private List<Map<String, Object>> tasks(FrameworkEntry framework, List<TaskEntry> tasks) {
        return tasks.stream()
                .map(task -> ResourceJson.task(task.info, framework.id(), task.state, task.statuses))
                .toList();
    }

    private List<Map<String, Object>> offers(FrameworkEntry framework) {
        return state.offers.values().stream()
                .filter(offer -> offer.framework() == framework)
                .map(offer -> Map.<String, Object>of(
                        "id", offer.id().getValue(),
                        "framework_id", framework.id(),
                        "allocation_info", Map.of("role", offer.role()),
                        "slave_id", offer.agent().id(),
                        "resources", ResourceJson.resources(offer.resources())))
                .toList();
    }

    private static List<Map<String, Object>> executors(FrameworkEntry framework) {
        var list = new ArrayList<Map<String, Object>>();
        framework.executors.forEach((key, info) -> {
            Map<String, Object> json = ResourceJson.executor(info);
            json.put("slave_id", key.agent());
            list.add(json);
        });
        return list;
    }

    private ResourceSet offered(Predicate<OfferEntry> which) {
        return state.offers.values().stream()
                .filter(which)
                .map(OfferEntry::resources)
                .reduce(ResourceSet.NONE, ResourceSet::plus);
    }

    private ResourceSet used(AgentEntry agent) {
        return state.frameworks.values().stream()
                .map(agent::allocated)
                .reduce(ResourceSet.NONE, ResourceSet::plus)
                .minus(offered(offer -> offer.agent() == agent));
    }

    private ResourceSet used(FrameworkEntry framework) {
        return state.agents.values().stream()
                .map(agent -> agent.allocated(framework)
                        .minus(offered(offer -> offer.agent() == agent && offer.framework() == framework)))
                .reduce(ResourceSet.NONE, ResourceSet::plus);
    }

    private Map<String, Object> metrics() {
        var json = new LinkedHashMap<String, Object>();
        ResourceSet total =
                state.agents.values().stream().map(a -> a.total).reduce(ResourceSet.NONE, ResourceSet::plus);
        ResourceSet used = state.agents.values().stream().map(this::used).reduce(ResourceSet.NONE, ResourceSet::plus);
        json.put("master/elected", 1.0);
        json.put("master/uptime_secs", Timestamps.now() - state.startTime);
        json.put("master/slaves_active", (double) state.agents.size());
        json.put("master/slaves_connected", (double) state.agents.size());
        json.put("master/frameworks_active", (double) count(framework -> framework.active));
        json.put("master/frameworks_connected", (double) count(framework -> framework.connected));
        json.put("master/outstanding_offers", (double) state.offers.size());
        json.put("master/tasks_running", (double) tasks(TaskState.TASK_RUNNING));
        json.put("master/tasks_finished", (double) tasks(TaskState.TASK_FINISHED));
        json.put("master/tasks_failed", (double) tasks(TaskState.TASK_FAILED));
        for (String name : List.of("cpus", "mem", "disk")) {
            json.put("master/" + name + "_total", total.scalar(name) / 1000.0);
            json.put("master/" + name + "_used", used.scalar(name) / 1000.0);
        }
        return json;
    }

    private long count(Predicate<FrameworkEntry> which) {
        return state.frameworks.values().stream().filter(which).count();
    }

    private long tasks(TaskState wanted) {
        var all = new ArrayList<>(state.frameworks.values());
        all.addAll(state.removed.values());
        return all.stream()
                .mapToLong(framework -> framework.tasks.values().stream()
                                .filter(t -> t.state == wanted)
                                .count()
                        + framework.completed.stream()
                                .filter(t -> t.state == wanted)
                                .count())
                .sum();
    }
}
