package org.gotask.mesos.local.agent;

import com.google.protobuf.Message;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.actor.ActorThread;
import org.gotask.mesos.local.actor.AsyncSender;
import org.gotask.mesos.local.sandbox.WorkDirectory;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.SlaveInfo;
import org.jspecify.annotations.Nullable;

/** The common state of the parts of an agent. Confined to the agent's thread, except for sending messages. */
final class AgentContext {

    final ActorThread thread;
    final AsyncSender sender;
    final Upid self;
    final AgentTimings timings;
    final WorkDirectory workDirectory;

    /** The description; includes the id after the first registration. Written only by the agent's thread. */
    volatile SlaveInfo info;

    /** The leading master, if known. */
    volatile @Nullable Upid master;

    private boolean registered;

    AgentContext(
            ActorThread thread,
            AsyncSender sender,
            Upid self,
            AgentTimings timings,
            WorkDirectory workDirectory,
            SlaveInfo info) {
        this.thread = thread;
        this.sender = sender;
        this.self = self;
        this.timings = timings;
        this.workDirectory = workDirectory;
        this.info = info;
    }

    SlaveID id() {
        return info.getId();
    }

    /** Whether the agent is registered with the current master. */
    boolean isRegistered() {
        return registered;
    }

    boolean isMaster(Upid process) {
        return process.equals(master);
    }

    /** A master leads, with which the agent must register. */
    void follow(Upid leader) {
        master = leader;
        registered = false;
    }

    /** The master has registered the agent. */
    void admitted() {
        registered = true;
    }

    /** The master has lost the agent, or seems to have lost it. */
    void dropped() {
        registered = false;
    }

    /** No master leads. */
    void leave() {
        master = null;
        registered = false;
    }

    /**
     * Sends a message to the leading master; drops it if there is none. Important messages are repeated after the next
     * registration.
     */
    void tellMaster(Message message) {
        Upid leader = master;
        if (leader != null) {
            sender.post(self, leader, message);
        }
    }

    void tell(Upid to, Message message) {
        sender.post(self, to, message);
    }

    /** Runs slow work, such as signals and the removal of files, on another thread. */
    void aside(Runnable work) {
        Thread.ofVirtual().name("mesos-local-aside").start(work);
    }
}
