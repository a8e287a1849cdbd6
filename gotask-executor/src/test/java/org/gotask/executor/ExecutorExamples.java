package org.gotask.executor;

import java.util.Locale;
import java.util.function.Supplier;
import org.gotask.TaskMsg;

/** The examples in the documentation of executors; {@link TaskShapesTest} runs them. */
final class ExecutorExamples {

    private ExecutorExamples() {}

    static int main(Supplier<GoTaskExecutor> make) {
        // @start region="main"
        GoTaskExecutor executor = make.get(); // @replace substring="make.get()" replacement="new GoTaskExecutor()"
        executor.registerTaskFunc("shouter", (in, out, args, env) -> {
            for (TaskMsg msg : in) { // ends when `in` is closed
                out.send(msg.withText(msg.text().toUpperCase(Locale.ROOT)));
            }
        });
        executor.registerTaskFunc("greeter", task -> {
            task.out().send(TaskMsg.of(task.args().getFirst() + ", I am number " + task.index()));
        });
        return executor.run().exitCode(); // @replace regex="return (.*);" replacement="System.exit($1);"
        // @end
    }
}
