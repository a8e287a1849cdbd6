package org.gotask.mesos.local;

import com.google.protobuf.Message;
import java.nio.file.Path;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;

/** What the parts of an agent share. All but the messages it sends is confined to the agent's thread. */
final class AgentContext {

    final EventLoop loop;
    final Courier courier;
    final Upid self;
    final Upid master;
    final Timings timings;
    final Path workDirectory;

    /** With the id that the master gave, once registered. */
    SlaveInfo info;

    AgentContext(
            EventLoop loop,
            Courier courier,
            Upid self,
            Upid master,
            Timings timings,
            Path workDirectory,
            SlaveInfo info) {
        this.loop = loop;
        this.courier = courier;
        this.self = self;
        this.master = master;
        this.timings = timings;
        this.workDirectory = workDirectory;
        this.info = info;
    }

    SlaveID id() {
        return info.getId();
    }

    boolean isRegistered() {
        return info.hasId();
    }

    void tellMaster(Message message) {
        courier.post(self, master, message);
    }

    void tell(Upid to, Message message) {
        courier.post(self, to, message);
    }

    /** For signals: to send one starts a process and looks at others, which is not for the agent's thread. */
    void aside(Runnable signal) {
        Thread.ofVirtual().name("mesos-local-signal").start(signal);
    }
}
