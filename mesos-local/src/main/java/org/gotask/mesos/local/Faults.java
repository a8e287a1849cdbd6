package org.gotask.mesos.local;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.gotask.mesos.local.faults.FaultRates;

/**
 * Fault injection: the shares of framework messages that the agents of a local cluster drop, duplicate and reorder, in
 * both directions, to test programs on an unreliable network. Other messages are not affected. The notation is {@code
 * drop=0.1,dup=0.05,reorder=0.05,seed=7}; omitted values are 0. Immutable.
 *
 * <p>The messages from a scheduler to one executor form a stream, and so do the messages back. The fault of the n-th
 * message of a stream is the same in each run with the same seed, if the executor has the same id and its agent the
 * same number. Which messages overtake a delayed one depends on the messages that follow it within a tenth of a second.
 *
 * @param drop the share of messages that are lost, 0 to 1
 * @param duplicate the share of messages that arrive twice, of those not lost, 0 to 1
 * @param reorder the share of messages, and of their duplicates, that are overtaken by up to eight that follow, 0 to 1
 * @param seed the seed of the pseudo-random choice of messages
 */
public record Faults(double drop, double duplicate, double reorder, long seed) {

    /** No faults. */
    public static final Faults NONE = new Faults(0, 0, 0, 0);

    private static final Pattern RATE = Pattern.compile("\\d{1,3}(\\.\\d{1,12})?");
    private static final Pattern SEED = Pattern.compile("-?\\d{1,18}");

    /** Validates the shares. */
    public Faults {
        checkRate("drop", drop);
        checkRate("dup", duplicate);
        checkRate("reorder", reorder);
    }

    /**
     * Reads a list of {@code key=value} pairs.
     *
     * @throws IllegalArgumentException if it is malformed; the message is one line that says where and what is expected
     */
    public static Faults parse(String pairs) {
        Faults faults = NONE;
        var seen = new HashSet<String>();
        for (String pair : pairs.isBlank() ? new String[0] : pairs.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (!isKey(key)) {
                throw new IllegalArgumentException("malformed fault: " + pair.strip()
                        + ", expected drop, dup, reorder or seed with a value, such as drop=0.1");
            }
            if (!seen.add(key)) {
                throw new IllegalArgumentException("fault given twice: " + key);
            }
            faults = faults.with(key, pair.substring(equals + 1).strip());
        }
        return faults;
    }

    /** Whether {@link #with} accepts the key. */
    static boolean isKey(String key) {
        return key.equals("drop") || key.equals("dup") || key.equals("reorder") || key.equals("seed");
    }

    /**
     * A copy with one value replaced.
     *
     * @throws IllegalArgumentException if the value is malformed; the message is one line
     */
    Faults with(String key, String value) {
        return switch (key) {
            case "drop" -> new Faults(parseRate(key, value), duplicate, reorder, seed);
            case "dup" -> new Faults(drop, parseRate(key, value), reorder, seed);
            case "reorder" -> new Faults(drop, duplicate, parseRate(key, value), seed);
            case "seed" -> new Faults(drop, duplicate, reorder, parseSeed(value));
            default -> throw new IllegalArgumentException("unknown fault: " + key);
        };
    }

    /** The rates, as agents take them. */
    FaultRates rates() {
        return new FaultRates(drop, duplicate, reorder, seed);
    }

    /** The notation that {@link #parse} accepts. */
    @Override
    public String toString() {
        return rates().toString();
    }

    private static double parseRate(String key, String value) {
        if (!RATE.matcher(value).matches()) {
            throw new IllegalArgumentException("malformed fault: " + key + "=" + value
                    + ", expected a share from 0 to 1 such as " + key + "=0.05");
        }
        return Double.parseDouble(value);
    }

    private static long parseSeed(String value) {
        if (!SEED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "malformed fault: seed=" + value + ", expected a whole number of at most 18 digits such as seed=7");
        }
        return Long.parseLong(value);
    }

    private static void checkRate(String key, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "share of faults out of range: " + key + "=" + rate + ", expected 0 to 1");
        }
    }
}
