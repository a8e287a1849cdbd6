/** The API of an application: tasks, messages and channels. Depends only on the JDK and JSpecify. */
module org.gotask.api {
    requires static transitive org.jspecify;

    exports org.gotask;
    exports org.gotask.channel;
    exports org.gotask.scope;
}
