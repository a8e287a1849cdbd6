package org.gotask.mesos.libprocess;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether the sender that a message names must have the address of the connection. Mesos has the same switch,
 * {@code LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH}. It keeps other machines from impersonating a master or an agent,
 * but must be off where peers connect from another address than they publish, as behind a gateway or with several
 * networks. Processes of this machine may use any of its addresses.
 */
public enum PeerAddressMatch {
    /** Messages from other addresses are refused with status 400. */
    REQUIRED,
    /** Senders are not checked. */
    NOT_REQUIRED,
    /** Required if the messenger is bound to a loopback address and publishes no other address. */
    WHERE_LOOPBACK;

    /** Reads the value of the environment variable; empty if Mesos accepts it neither as true nor as false. */
    static Optional<PeerAddressMatch> find(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(REQUIRED);
            case "false", "0" -> Optional.of(NOT_REQUIRED);
            default -> Optional.empty();
        };
    }
}
