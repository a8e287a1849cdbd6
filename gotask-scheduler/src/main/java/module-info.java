/** The scheduler side of a GoTask application. */
module org.gotask.scheduler {
    requires static transitive org.jspecify;
    requires transitive org.gotask.api;
    requires org.gotask.link;
    requires org.gotask.mesos;
    requires org.slf4j;
    requires info.picocli;

    exports org.gotask.scheduler;

    // the command line library sets the annotated fields
    opens org.gotask.scheduler.config to
            info.picocli;

    uses org.gotask.scheduler.cluster.ClusterProvider;

    provides org.gotask.scheduler.cluster.ClusterProvider with
            org.gotask.scheduler.mesos.MesosClusterProvider;
}
