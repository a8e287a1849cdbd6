/** Links between the scheduler and its executors, and the launch format. Exported to those two modules only. */
@SuppressWarnings("module") // the modules it exports to are built after it
module org.gotask.link {
    requires static transitive org.jspecify;
    requires transitive org.gotask.api;
    requires com.google.protobuf;

    exports org.gotask.exit to
            org.gotask.scheduler,
            org.gotask.executor;
    exports org.gotask.launch to
            org.gotask.scheduler,
            org.gotask.executor;
    exports org.gotask.link to
            org.gotask.scheduler,
            org.gotask.executor;
    exports org.gotask.link.memory to
            org.gotask.scheduler,
            org.gotask.executor;
    exports org.gotask.text to
            org.gotask.scheduler,
            org.gotask.executor;
}
