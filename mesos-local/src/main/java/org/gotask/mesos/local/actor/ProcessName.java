package org.gotask.mesos.local.actor;

import java.util.List;
import org.gotask.mesos.libprocess.ProcessIds;

/**
 * The libprocess id of a master or agent, and the path prefixes of its pages.
 *
 * @param id the libprocess id
 * @param roots the path prefixes, not empty; each is empty or begins with a slash
 */
public record ProcessName(String id, List<String> roots) {

    private static final String MASTER = "master";
    private static final String AGENT = "slave";
    private static final String AGENT_PAGES = "/slave(1)";

    /** Copies. */
    public ProcessName {
        roots = List.copyOf(roots);
    }

    /** The well-known name of a master, as in Mesos. */
    public static ProcessName ofMaster() {
        return new ProcessName(MASTER, List.of("", "/" + MASTER));
    }

    /**
     * The name of an agent with the pages of Mesos and a secret id. Only processes that know its address can send to
     * it: its master, and frameworks with offers.
     */
    public static ProcessName ofAgent() {
        String id = ProcessIds.unguessable(AGENT);
        return new ProcessName(id, List.of("", AGENT_PAGES, "/" + id));
    }

    /**
     * The name of a master with a secret id. Only processes that know its address can send to it and read its pages.
     */
    public static ProcessName ofSecretMaster() {
        return secret(MASTER);
    }

    /** The name of an agent with a secret id and secret pages. */
    public static ProcessName ofSecretAgent(int number) {
        return secret(AGENT + "-" + number);
    }

    private static ProcessName secret(String name) {
        String id = ProcessIds.unguessable(name);
        return new ProcessName(id, List.of("/" + id));
    }

    /** The path prefix of pages that have only one path. */
    public String root() {
        return roots.getFirst();
    }
}
