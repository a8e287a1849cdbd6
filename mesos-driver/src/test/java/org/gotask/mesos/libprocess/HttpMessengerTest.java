package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.PongSlaveMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpMessengerTest {

    private final List<HttpMessenger> open = new ArrayList<>();

    @AfterEach
    void closeMessengers() {
        open.forEach(HttpMessenger::close);
    }

    @Test
    void carriesMessagesBetweenTwoMessengers() throws Exception {
        HttpMessenger a = started();
        HttpMessenger b = started();
        Inbox inbox = new Inbox();
        b.spawn("slave(1)", inbox);
        CountDownLatch exited = new CountDownLatch(1);
        a.link(b.upid("slave(1)"), exited::countDown);

        a.send(a.upid("master"), b.upid("slave(1)"), message("hello"));
        a.send(a.upid("master"), b.upid("slave(1)"), PongSlaveMessage.getDefaultInstance());

        Inbox.Letter first = inbox.take();
        assertThat(first.from()).contains(a.upid("master"));
        assertThat(first.name()).isEqualTo("mesos.internal.FrameworkToExecutorMessage");
        assertThat(FrameworkToExecutorMessage.parseFrom(first.body())).isEqualTo(message("hello"));
        assertThat(inbox.take().body().isEmpty()).isTrue();
        b.close();
        assertThat(exited.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(b.liveThreads()).isZero();
    }

    private HttpMessenger started() throws IOException {
        HttpMessenger messenger = new HttpMessenger(MessengerConfig.loopback());
        open.add(messenger);
        messenger.start();
        return messenger;
    }

    private static FrameworkToExecutorMessage message(String data) {
        return FrameworkToExecutorMessage.newBuilder()
                .setSlaveId(SlaveID.newBuilder().setValue("s"))
                .setFrameworkId(FrameworkID.newBuilder().setValue("f"))
                .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                .setData(ByteString.copyFromUtf8(data))
                .build();
    }
}
