/** Codec for protobuf messages. */
module org.gotask.protobuf {
    requires static transitive org.jspecify;
    requires transitive org.gotask.api;
    requires transitive com.google.protobuf;

    exports org.gotask.protobuf;
}
