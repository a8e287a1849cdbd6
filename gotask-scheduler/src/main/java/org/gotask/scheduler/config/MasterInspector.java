package org.gotask.scheduler.config;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** What the configuration asks the engine about a master's specification, without contacting anything. */
public interface MasterInspector {

    /** What is wrong with the specification, in one line; empty if it is well-formed. */
    Optional<String> problem(String master);

    /** The specification as it may be shown to anybody: without the password that it may hold. */
    String printable(String master);

    /** What is wrong with the credential that a framework is to authenticate with, in one line; empty if nothing is. */
    Optional<String> authenticationProblem(Authentication authentication);

    /** A warning of one line if others can read the secret of a framework; empty if not. */
    Optional<String> authenticationWarning(Authentication authentication);

    /** What is wrong with the engine's own environment variables, in one line; empty if nothing is. */
    Optional<String> environmentProblem(Map<String, String> environment);

    /** True if master and agents run on this machine, inside this process. */
    boolean isEmbedded(String master);

    /**
     * The address of this machine that a connection to the master would come from.
     *
     * @throws IOException if that cannot be found out, such as for an unknown host; the text says why
     */
    InetAddress addressTowards(String master) throws IOException;
}
