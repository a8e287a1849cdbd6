/** The API of an application: tasks, messages and channels. Depends only on the JDK and JSpecify. */
@SuppressWarnings("module") // the module it exports a package to is built after it
module org.gotask.api {
    requires static transitive org.jspecify;

    exports org.gotask;
    exports org.gotask.channel;
    exports org.gotask.channel.internal to
            org.gotask.link,
            org.gotask.scheduler;
    exports org.gotask.scope;
}
