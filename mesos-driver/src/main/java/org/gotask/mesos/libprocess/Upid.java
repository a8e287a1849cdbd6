package org.gotask.mesos.libprocess;

import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import org.gotask.mesos.libprocess.address.Ipv4;

/**
 * The address of a libprocess process, {@code id@host:port}. Every instance is valid and can be sent to; a missing
 * address, which Mesos writes as {@code @0.0.0.0:0} or as an empty text, is represented by an empty {@link Optional}.
 * Immutable.
 *
 * <p>Two addresses are equal when id, host text and port are equal: {@code master@localhost:5050} is not
 * {@code master@127.0.0.1:5050}. Mesos itself writes only numeric hosts; {@link #resolved} returns that form.
 *
 * @param id the name of the process, for example {@code master} or {@code slave(1)}: printable ASCII without {@code @}
 * @param host a numeric IPv4 address other than {@code 0.0.0.0}, or an unresolved host name
 * @param port the TCP port, 1 to 65535
 */
public record Upid(String id, String host, int port) {

    private static final int LONGEST_QUOTE = 120;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a part is outside its range
     */
    public Upid {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
        if (id.isEmpty()) {
            throw malformed(id + "@" + host + ":" + port, "the id is empty");
        }
        if (!id.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '@')) {
            throw malformed(id + "@" + host + ":" + port, "the id has a character that is not printable ASCII or is @");
        }
        if (Ipv4.ANY.equals(host)) {
            throw malformed(id + "@" + host + ":" + port, "0.0.0.0 is not the address of a process");
        }
        if (!isHost(host)) {
            throw malformed(id + "@" + host + ":" + port, "the host is neither an IPv4 address nor a name");
        }
        if (port < 1 || port > 65535) {
            throw malformed(id + "@" + host + ":" + port, "the port is not in 1..65535");
        }
    }

    /**
     * Reads {@code id@host:port}. Does not resolve the host and does not block.
     *
     * @throws IllegalArgumentException if the text is anything else; the message is one line that quotes it
     */
    public static Upid parse(String text) {
        int at = text.indexOf('@');
        if (at < 0 || text.indexOf('@', at + 1) >= 0) {
            throw malformed(text, "there is not exactly one @");
        }
        int colon = text.indexOf(':', at);
        if (colon < 0 || text.indexOf(':', colon + 1) >= 0) {
            throw malformed(text, "there is not exactly one : after the @");
        }
        String digits = text.substring(colon + 1);
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed(text, "the port is not in 1..65535");
        }
        return new Upid(text.substring(0, at), text.substring(at + 1, colon), Integer.parseInt(digits));
    }

    /**
     * Reads an address that may be missing: empty if the text is empty, {@code @0.0.0.0:0} or not an address. Leading
     * and trailing white space is ignored.
     */
    public static Optional<Upid> find(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.charAt(0) == '@') {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(trimmed));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /**
     * The numeric IPv4 address of a host, as Mesos writes it. Blocks during the query of the name service; a numeric
     * address is returned immediately.
     *
     * @throws UnknownHostException if the host is unknown or has no IPv4 address
     */
    public static String resolveHost(String host) throws UnknownHostException {
        return Ipv4.isNumeric(host) ? host : Ipv4.resolve(host).getHostAddress();
    }

    /**
     * The same address with a numeric host, see {@link #resolveHost}.
     *
     * @throws UnknownHostException if the host is unknown or has no IPv4 address
     */
    public Upid resolved() throws UnknownHostException {
        String numeric = resolveHost(host);
        return numeric.equals(host) ? this : new Upid(id, numeric, port);
    }

    /**
     * The address for peers; {@link #parse} reads it. Not for logs and pages: the address of a process is enough to
     * send to it, and to impersonate it as a sender.
     */
    public String wire() {
        return id + "@" + host + ":" + port;
    }

    /**
     * For display: like {@link #wire}, but a secret id is abbreviated, see {@link ProcessIds#printable}.
     */
    @Override
    public String toString() {
        return ProcessIds.printable(id) + "@" + host + ":" + port;
    }

    private static boolean isHost(String host) {
        if (Ipv4.looksNumeric(host)) {
            return Ipv4.isNumeric(host);
        }
        return !host.isEmpty()
                && host.length() <= 253
                && host.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '-'
                                || c == '_');
    }

    /** The text may come from a stranger, so it is made printable and short. */
    private static IllegalArgumentException malformed(String text, String reason) {
        return new IllegalArgumentException("malformed upid: text=\"" + PrintableText.of(text, LONGEST_QUOTE) + "\", "
                + reason + "; expected id@host:port, for example master@10.0.0.1:5050");
    }
}
