package org.gotask.scheduler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gotask.Resources;
import org.gotask.TaskSpec;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.cluster.FixedAgents;
import org.gotask.scheduler.config.Settings;
import org.gotask.scheduler.placement.FixedAgentsFit;
import org.gotask.scheduler.placement.TaskNeed;

/** Compares the tasks with the agents, if these are known before the start, as with {@code local[3]}. Stateless. */
final class CapacityCheck {

    private CapacityCheck() {}

    /** Why the tasks never fit, and what to do, in one line; empty if they fit or the agents are not known. */
    static Optional<String> problem(Settings settings, List<TaskSpec> specs) {
        return settings.cluster().fixedAgents().flatMap(agents -> problem(settings, specs, agents));
    }

    private static Optional<String> problem(Settings settings, List<TaskSpec> specs, FixedAgents agents) {
        FixedAgentsFit fit =
                new FixedAgentsFit(agents, needs(specs), settings.program().overhead(), settings.placement());
        ClusterSettings cluster = settings.cluster();
        return fit.problem()
                .map(problem -> "--master: " + cluster.printableMaster() + " can never run all tasks: " + problem + "; "
                        + cluster.masterWith(more(agents.each(), fit.sufficient()))
                                .map(master -> "use --master '" + master + "', or give the tasks less")
                                .orElse("give the tasks less"));
    }

    private static List<TaskNeed> needs(List<TaskSpec> specs) {
        return specs.stream()
                .flatMap(spec -> IntStream.range(0, spec.count())
                        .mapToObj(index -> new TaskNeed(spec.taskName(index), spec.resources())))
                .toList();
    }

    /** The resources of which there are too few, with the amounts that suffice. */
    private static Resources more(Resources each, Resources sufficient) {
        Map<String, Double> amounts = new HashMap<>();
        sufficient.minus(each).names().forEach(name -> amounts.put(name, sufficient.get(name)));
        return Resources.of(amounts);
    }
}
