package org.gotask.mesos.local.actor;

import java.util.List;
import org.gotask.mesos.libprocess.ProcessIds;

/**
 * What a master or agent is called, and below which paths it shows its pages.
 *
 * @param id of its libprocess process
 * @param roots each begins with a slash or is empty; not empty
 */
public record ProcessName(String id, List<String> roots) {

    private static final String MASTER = "master";
    private static final String AGENT = "slave";
    private static final String AGENT_PAGES = "/slave(1)";

    /** Copies. */
    public ProcessName {
        roots = List.copyOf(roots);
    }

    /** As in Mesos: everybody knows it. */
    public static ProcessName ofMaster() {
        return new ProcessName(MASTER, List.of("", "/" + MASTER));
    }

    /**
     * Of an agent whose pages are where they are in Mesos, and that only those can send to who have been given its address: its
     * master, and frameworks with their offers.
     */
    public static ProcessName ofAgent() {
        String id = ProcessIds.unguessable(AGENT);
        return new ProcessName(id, List.of("", AGENT_PAGES, "/" + id));
    }

    /** Of a master that only those can reach, and only those can read the pages of, who have been told its address. */
    public static ProcessName ofSecretMaster() {
        return secret(MASTER);
    }

    /** The same for an agent. */
    public static ProcessName ofSecretAgent(int number) {
        return secret(AGENT + "-" + number);
    }

    private static ProcessName secret(String name) {
        String id = ProcessIds.unguessable(name);
        return new ProcessName(id, List.of("/" + id));
    }

    /** Where the pages are that Mesos shows once only. */
    public String root() {
        return roots.getFirst();
    }
}
