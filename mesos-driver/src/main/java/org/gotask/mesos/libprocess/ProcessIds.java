package org.gotask.mesos.libprocess;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Secret process ids. A libprocess message does not authenticate its sender; an id that cannot be guessed keeps other
 * users of the machine from sending to a process, and from impersonating it where the sender is compared. The id must
 * stay secret: {@link Upid#toString} shows only its beginning, and {@link Upid#wire} is for peers. Stateless.
 */
public final class ProcessIds {

    private static final int RANDOM_BYTES = 16;
    private static final int RANDOM_DIGITS = 2 * RANDOM_BYTES;

    /** Enough digits to distinguish processes in a log; 96 bits remain secret. */
    private static final int SHOWN_DIGITS = 8;

    private static final char ELLIPSIS = '…';

    private ProcessIds() {}

    /** A unique id that cannot be guessed: the name, a hyphen and 128 random bits in hexadecimal. */
    public static String unguessable(String name) {
        byte[] random = new byte[RANDOM_BYTES];
        Random.SOURCE.nextBytes(random);
        return name + "-" + HexFormat.of().formatHex(random);
    }

    /**
     * The printable form of an id: if it ends in 32 hexadecimal digits, with or without the hyphens of a UUID, its
     * beginning and an ellipsis, which is not a valid id; otherwise the id itself.
     */
    public static String printable(String id) {
        int digits = 0;
        int from = id.length();
        while (from > 0 && digits < RANDOM_DIGITS && isDigitOrHyphen(id.charAt(from - 1))) {
            from--;
            if (id.charAt(from) != '-') {
                digits++;
            }
        }
        return digits < RANDOM_DIGITS ? id : id.substring(0, from + SHOWN_DIGITS) + ELLIPSIS;
    }

    private static boolean isDigitOrHyphen(char c) {
        return c == '-' || HexFormat.isHexDigit(c);
    }

    /** Initialized with the first id. */
    private static final class Random {
        static final SecureRandom SOURCE = new SecureRandom();
    }
}
