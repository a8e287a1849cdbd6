import org.gotask.Resources;
import org.gotask.TaskMsg;
import org.gotask.scheduler.GoTaskScheduler;
import org.gotask.scheduler.SchedulerConfig;

public final class WordsScheduler {

    public static void main(String[] args) {
        GoTaskScheduler scheduler = new GoTaskScheduler(SchedulerConfig.fromArgs(args));
        scheduler.spawnTask("shouter", 3, Resources.of("cpus", 0.1, "mem", 32));
        scheduler.registerSchedFunc((in, out, events) -> {
            for (int i = 0; i < 3; i++) {
                out.send(TaskMsg.of("shouter-" + i, "hello from " + i));
            }
            for (int i = 0; i < 3; i++) {
                TaskMsg answer = in.receive();
                System.out.println(answer.taskName() + ": " + answer.text());
            }
        });                                              // returning closes every task's `in`
        System.exit(scheduler.run().exitCode());
    }
}
