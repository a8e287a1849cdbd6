package org.gotask.scheduler;

import java.nio.file.Path;
import java.time.Duration;
import org.gotask.Resources;
import org.gotask.TaskMsg;

/** The examples in the documentation of schedulers; {@link SchedulerExamplesTest} runs them. */
final class SchedulerExamples {

    private SchedulerExamples() {}

    static RunOutcome shout(String... args) {
        // @start region="main"
        GoTaskScheduler scheduler = new GoTaskScheduler(SchedulerConfig.fromArgs(args));
        scheduler.spawnTask("shouter", 8, Resources.of("cpus", 0.1, "mem", 32));
        scheduler.registerSchedFunc((in, out, events) -> {
            for (int i = 0; i < 8; i++) {
                out.send(TaskMsg.of("shouter-" + i, "hello"));
            }
            for (int i = 0; i < 8; i++) {
                System.out.println(in.receive().text());
            }
        });
        return scheduler.run(); // @replace regex="return (.*);" replacement="System.exit($1.exitCode());"
        // @end
    }

    static RunOutcome embed(Path executor) {
        // @start region="embedded"
        SchedulerConfig config = SchedulerConfig.builder()
                .master("local[2]")
                .executor(executor)
                .offerTimeout(Duration.ofMinutes(1))
                .build();
        RunHandle run = new GoTaskScheduler(config)
                .spawnTask("shouter", 8, Resources.of("cpus", 0.1, "mem", 32))
                .registerSchedFunc((in, out, events) -> in.forEach(msg -> System.out.println(msg.text())))
                .start();
        RunOutcome outcome = run.outcome().join();
        // @end
        return outcome;
    }

    static void registerWithContext(GoTaskScheduler scheduler) {
        // @start region="context"
        scheduler.registerSchedFunc(run -> {
            for (String name : run.taskNames("shouter")) {
                run.out().send(TaskMsg.of(name, "hello"));
            }
            for (int i = 0; i < run.taskNames().size(); i++) {
                System.out.println(run.in().receive().text());
            }
        });
        // @end
    }
}
