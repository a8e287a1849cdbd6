/** Codec for records and sealed interfaces, as JSON. */
module org.gotask.json {
    requires static transitive org.jspecify;
    requires transitive org.gotask.api;
    requires com.fasterxml.jackson.annotation;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports org.gotask.json;
}
