/** What a user writes against: tasks, messages and channels. Needs nothing but the JDK. */
module org.gotask.api {
    requires static transitive org.jspecify;

    exports org.gotask;
    exports org.gotask.channel;
    exports org.gotask.scope;
}
