/** A Mesos v0 scheduler and executor driver in pure Java. */
@SuppressWarnings("module") // the module it exports a package to is built after it
module org.gotask.mesos {
    requires static transitive org.jspecify;
    requires com.google.gson;
    requires transitive com.google.protobuf;
    requires org.slf4j;

    exports org.gotask.mesos;
    exports org.gotask.mesos.auth;
    exports org.gotask.mesos.detector;
    exports org.gotask.mesos.health;
    exports org.gotask.mesos.libprocess;
    exports org.gotask.mesos.libprocess.http;
    exports org.gotask.mesos.log;
    exports org.gotask.mesos.proto;
    exports org.gotask.mesos.proto.executor;
    exports org.gotask.mesos.proto.internal;
    exports org.gotask.mesos.proto.scheduler;
    exports org.gotask.mesos.runtime to
            org.gotask.mesos.local;
    exports org.gotask.mesos.text;

    uses org.gotask.mesos.detector.MasterDetectorProvider;
}
