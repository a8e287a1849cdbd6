package org.gotask.mesos.local.agent;

import com.google.protobuf.Message;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.actor.Outbox;
import org.gotask.mesos.local.sandbox.WorkDirectory;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.jspecify.annotations.Nullable;

/** What the parts of an agent share. All but the messages it sends is confined to the agent's thread. */
final class AgentContext {

    final ActorThread thread;
    final Outbox outbox;
    final Upid self;
    final AgentTimings timings;
    final WorkDirectory workDirectory;

    /** With the id that the first master gave, once registered. Written by the agent's thread only. */
    volatile SlaveInfo info;

    /** The one that leads, as far as is known. */
    volatile @Nullable Upid master;

    private boolean registered;

    AgentContext(
            ActorThread thread,
            Outbox outbox,
            Upid self,
            AgentTimings timings,
            WorkDirectory workDirectory,
            SlaveInfo info) {
        this.thread = thread;
        this.outbox = outbox;
        this.self = self;
        this.timings = timings;
        this.workDirectory = workDirectory;
        this.info = info;
    }

    SlaveID id() {
        return info.getId();
    }

    /** Whether the present master has admitted it. */
    boolean isRegistered() {
        return registered;
    }

    boolean isMaster(Upid who) {
        return who.equals(master);
    }

    /** There is a master, to register with. */
    void follow(Upid leader) {
        master = leader;
        registered = false;
    }

    /** The master has admitted it. */
    void admitted() {
        registered = true;
    }

    /** The master has forgotten it, or so it seems. */
    void dropped() {
        registered = false;
    }

    /** There is no master. */
    void leave() {
        master = null;
        registered = false;
    }

    /** Nobody hears it when there is no master: who wants to be sure says it again after the next registration. */
    void tellMaster(Message message) {
        Upid leader = master;
        if (leader != null) {
            outbox.post(self, leader, message);
        }
    }

    void tell(Upid to, Message message) {
        outbox.post(self, to, message);
    }

    /** For signals and for the removal of files: slow work that is not for the agent's thread. */
    void aside(Runnable work) {
        Thread.ofVirtual().name("mesos-local-aside").start(work);
    }
}
