package org.gotask.mesos.local;

import com.google.protobuf.Message;
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
    final WorkDirectory workDirectory;

    /** With the id that the master gave, once registered. */
    SlaveInfo info;

    AgentContext(
            EventLoop loop,
            Courier courier,
            Upid self,
            Upid master,
            Timings timings,
            WorkDirectory workDirectory,
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

    /** For signals and for the removal of files: slow work that is not for the agent's thread. */
    void aside(Runnable work) {
        Thread.ofVirtual().name("mesos-local-aside").start(work);
    }
}
