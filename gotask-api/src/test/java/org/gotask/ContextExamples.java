package org.gotask;

import java.util.Locale;
import org.gotask.channel.Channel;
import org.gotask.channel.ReceiveChannel;
import org.gotask.channel.SendChannel;

/** The examples in the documentation of contexts; {@link TaskContextTest} runs them. */
final class ContextExamples {

    private ContextExamples() {}

    static final TaskBody SHOUTER = task -> {
        for (TaskMsg msg : task.in()) {
            task.out().send(msg.withText(msg.text().toUpperCase(Locale.ROOT)));
        }
    };

    // @start region="typed"
    static void countLetters(TaskContext task) throws InterruptedException {
        ReceiveChannel<String> words = task.in(Codec.text());
        SendChannel<Integer> lengths = task.out(CodecExamples.NUMBER);
        for (String word : words) {
            lengths.send(word.length());
        }
    }
    // @end

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
