package org.gotask.mesos.detector;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import org.gotask.mesos.text.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * A place that a master's state is read from: the master that the user named, or one that a master redirects to.
 * Immutable.
 *
 * @param host a host name or a numeric address; not resolved
 * @param port 1 to 65535
 * @param file path and query, beginning with a slash
 */
record StatePlace(String host, int port, String file) {

    private static final String FILE = "/state";
    private static final String SCHEME = "http";
    private static final int DEFAULT_PORT = 80;
    private static final int LONGEST_FILE = 2000;
    private static final int LONGEST_QUOTE = 200;

    /** The state of the master at this address. */
    static StatePlace of(String host, int port) {
        return new StatePlace(host, port, FILE);
    }

    URL url() throws MalformedURLException {
        return URI.create(SCHEME + "://" + host + ":" + port + file).toURL();
    }

    /**
     * The place that a {@code Location} header names, relative to this one, as in {@code //10.0.0.2:5050/state}.
     *
     * @param location foreign text
     * @throws IllegalArgumentException if that is no place of a state; the message is one line that quotes it
     */
    StatePlace redirected(String location) {
        URI target;
        try {
            target = URI.create(SCHEME + "://" + host + ":" + port + file).resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw unusable(location, "it is malformed", e);
        }
        String authority = target.getRawAuthority();
        if (!SCHEME.equalsIgnoreCase(target.getScheme()) || authority == null) {
            throw unusable(location, "expected an address that begins with http://", null);
        }
        // by hand, because URI finds no host in an authority whose name has an underscore
        String place = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = place.indexOf(':', place.startsWith("[") ? place.indexOf(']') + 1 : 0);
        String name = colon < 0 ? place : place.substring(0, colon);
        if (name.isEmpty() || !name.chars().allMatch(StatePlace::isOfHost)) {
            throw unusable(location, "it has no valid host", null);
        }
        int port = colon < 0 || colon == place.length() - 1 ? DEFAULT_PORT : port(location, place.substring(colon + 1));
        return new StatePlace(name, port, file(location, target));
    }

    private static String file(String location, URI target) {
        String path = target.getRawPath();
        String query = target.getRawQuery();
        String file = (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
        if (file.length() > LONGEST_FILE) {
            throw unusable(location, "its path is too long", null);
        }
        return file;
    }

    private static boolean isOfHost(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ".-_[:]".indexOf(c) >= 0;
    }

    private static int port(String location, String digits) {
        // five digits cannot overflow an int
        if (digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw unusable(location, "its port is not in 1..65535", null);
    }

    private static IllegalArgumentException unusable(String location, String reason, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "redirected to \"" + ForeignText.line(location, LONGEST_QUOTE) + "\": " + reason, cause);
    }

    /** The address, for people. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
