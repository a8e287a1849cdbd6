/** Channels between the scheduler and its executors, and the data of a task's launch. For those two modules alone. */
@SuppressWarnings("module") // the modules that see this one are built after it
module org.gotask.link {
    requires static transitive org.jspecify;
    requires transitive org.gotask.api;
    requires com.google.protobuf;

    exports org.gotask.launch to
            org.gotask.scheduler,
            org.gotask.executor;
    exports org.gotask.link to
            org.gotask.scheduler,
            org.gotask.executor;
    exports org.gotask.text to
            org.gotask.scheduler,
            org.gotask.executor;
}
