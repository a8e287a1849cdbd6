/** A Mesos master with N agents on one machine, speaking the v0 wire protocol over loopback. */
module org.gotask.mesos.local {
    requires static transitive org.jspecify;
    requires transitive org.gotask.mesos;
    requires com.google.gson;
    requires com.google.protobuf;
    requires info.picocli;
    requires jdk.management;
    requires java.net.http;
    requires org.slf4j;

    exports org.gotask.mesos.local;

    opens org.gotask.mesos.local to
            info.picocli;

    provides org.gotask.mesos.detector.MasterDetectorProvider with
            org.gotask.mesos.local.election.LeaderFileProvider,
            org.gotask.mesos.local.LocalMasterDetectorProvider;
}
