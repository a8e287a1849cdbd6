package org.gotask.system.strangers;

import java.net.URI;

/**
 * The page of a master or an agent of a local run; its address holds the name of the process.
 *
 * @param port where it is served
 * @param path begins with a slash
 */
record Page(int port, String path) {

    /** The page at an address such as {@code http://127.0.0.1:5050/master-1f…/state}. */
    static Page at(String address) {
        URI uri = URI.create(address);
        return new Page(uri.getPort(), uri.getPath());
    }

    /** The name by which the process is sent messages. */
    String process() {
        return path.substring(1, path.indexOf('/', 1));
    }

    boolean isOfMaster() {
        return process().startsWith("master");
    }
}
