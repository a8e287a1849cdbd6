package org.gotask.mesos.libprocess;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Ids of processes that only those can address who were told. A libprocess message proves nothing about its sender, so an
 * id that nobody can guess is what keeps other users of a machine from sending to a process, and from passing for it where
 * the sender is compared. It works as long as it stays secret: {@link Upid#toString} shows only its beginning, and
 * {@link Upid#wire} is for peers. Stateless.
 */
public final class ProcessIds {

    private static final int RANDOM_BYTES = 16;
    private static final int RANDOM_DIGITS = 2 * RANDOM_BYTES;

    /** As many digits as tell processes apart in a log; 96 bits remain unknown. */
    private static final int SHOWN_DIGITS = 8;

    private static final char ELLIPSIS = '…';

    private ProcessIds() {}

    /** An id that was never used before and cannot be guessed: the name, a hyphen and 128 random bits in hexadecimal. */
    public static String unguessable(String name) {
        byte[] random = new byte[RANDOM_BYTES];
        Random.SOURCE.nextBytes(random);
        return name + "-" + HexFormat.of().formatHex(random);
    }

    /**
     * What may be shown of an id: of one that ends in 32 hexadecimal digits, with or without the hyphens of a UUID, its
     * beginning and an ellipsis; any other as it is. What was shortened is no valid id any more.
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

    /** Opened when the first id is made. */
    private static final class Random {
        static final SecureRandom SOURCE = new SecureRandom();
    }
}
