/** What a user writes against: tasks, messages and channels. */
@SuppressWarnings("module") // the modules that see launch and link are built after this one
module org.gotask.api {
    requires static transitive org.jspecify;
    requires com.google.protobuf;
    requires org.slf4j;

    exports org.gotask;
    exports org.gotask.channel;
    exports org.gotask.scope;
    exports org.gotask.launch to
            org.gotask.scheduler,
            org.gotask.executor;
    exports org.gotask.link to
            org.gotask.scheduler,
            org.gotask.executor;
}
