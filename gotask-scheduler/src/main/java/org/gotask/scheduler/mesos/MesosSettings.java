package org.gotask.scheduler.mesos;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.gotask.Resources;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.scheduler.cluster.Cluster;
import org.gotask.scheduler.cluster.ClusterSettings;
import org.gotask.scheduler.cluster.FixedAgents;

/**
 * The validated settings of a framework.
 *
 * @param master the specification of the master, which may contain a password; not the name of a file
 * @param printableMaster the value of {@code --master} without a password
 * @param address the address that the messenger binds
 * @param messenger the addresses and limits of the framework's messenger
 * @param user the user that runs the executors; empty for the user that runs this process
 * @param frameworkName the name that Mesos shows
 * @param role the role whose resources are used
 * @param credential empty if the framework does not authenticate
 * @param warnings advice to the user, one line each
 */
record MesosSettings(
        String master,
        String printableMaster,
        InetAddress address,
        MessengerConfig messenger,
        String user,
        String frameworkName,
        String role,
        Optional<Credential> credential,
        List<String> warnings)
        implements ClusterSettings {

    /** Copies the collection. */
    MesosSettings {
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean isLocal() {
        return MesosMasters.isEmbedded(master);
    }

    @Override
    public Optional<FixedAgents> fixedAgents() {
        return MesosMasters.ownAgents(master);
    }

    @Override
    public Optional<String> masterWith(Resources each) {
        return MesosMasters.withResources(master, each);
    }

    @Override
    public String publishedHost() {
        return messenger.advertisedHost().orElseGet(address::getHostAddress);
    }

    @Override
    public Cluster newCluster() {
        return new MesosCluster(this);
    }

    /** Short, and without the password that the specification of the master may contain. */
    @Override
    public String toString() {
        return "MesosSettings[master=" + printableMaster + ", address=" + address.getHostAddress() + ", frameworkName="
                + frameworkName + "]";
    }
}
