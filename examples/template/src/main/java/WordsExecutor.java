import org.gotask.TaskMsg;
import org.gotask.executor.GoTaskExecutor;

public final class WordsExecutor {

    public static void main(String[] args) {
        GoTaskExecutor executor = new GoTaskExecutor();
        executor.registerTaskFunc("shouter", (in, out, taskArgs, env) -> {
            for (TaskMsg msg : in) {                     // ends when `in` is closed
                out.send(msg.withText(msg.text().toUpperCase()));
            }
        });
        System.exit(executor.run().exitCode());
    }
}
