package org.gotask.mesos.libprocess.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Numeric IPv4 addresses as text; libprocess supports no others. Stateless. */
public final class Ipv4 {

    public static final String ANY = "0.0.0.0";

    /** The beginning of the message of {@link #resolve} for a host without an IPv4 address. */
    public static final String NO_ADDRESS = "host without an IPv4 address";

    private Ipv4() {}

    /** Whether the text is four decimal numbers from 0 to 255 without leading zeros. Uses no name service. */
    public static boolean isNumeric(String text) {
        int parts = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (digits == 0 || value > 255) {
                    return false;
                }
                parts++;
                digits = 0;
                value = 0;
            } else if (c < '0' || c > '9' || digits == 3 || (digits > 0 && value == 0)) {
                return false;
            } else {
                digits++;
                value = value * 10 + (c - '0');
            }
        }
        return parts == 4;
    }

    /** Whether the text is the address that stands for all addresses of a machine, of IPv4 or of IPv6. */
    public static boolean isWildcard(String text) {
        return text.equals(ANY) || text.matches("(0{1,4}(:0{1,4}){0,6})?::(0{1,4}(:0{1,4}){0,6})?|0{1,4}(:0{1,4}){7}");
    }

    /** Whether the text consists of digits and dots only and so cannot be a name. */
    public static boolean looksNumeric(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** Whether the text is a loopback address or its name. */
    public static boolean isLoopback(String host) {
        return host.equals("localhost") || (host.startsWith("127.") && isNumeric(host));
    }

    /** The first IPv4 address of a host. Blocks during the query of the name service. */
    public static InetAddress resolve(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (address instanceof Inet4Address) {
                return address;
            }
        }
        throw new UnknownHostException(NO_ADDRESS + ": host=" + host + "; use a numeric IPv4 address");
    }
}
