package org.gotask;

import org.gotask.channel.Channel;

/** The examples in the documentation of contexts; {@link TaskContextTest} runs them. */
final class ContextExamples {

    private ContextExamples() {}

    static final TaskBody SHOUTER = task -> {
        for (TaskMsg msg : task.in()) {
            task.out().send(msg.withText(msg.text().toUpperCase()));
        }
    };

    static TaskMsg shoutWithoutACluster() throws Exception {
        // @start region="test"
        Channel<TaskMsg> in = Channel.withCapacity(1);
        Channel<TaskMsg> out = Channel.withCapacity(1);
        in.send(TaskMsg.of("shouter-0", "hello"));
        in.close();
        SHOUTER.run(TaskContext.builder("shouter-0", in, out).build());
        TaskMsg answer = out.receive(); // HELLO
        // @end
        return answer;
    }
}
