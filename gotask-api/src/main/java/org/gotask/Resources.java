package org.gotask;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Amounts of named scalar resources, such as {@code cpus} (in cores), {@code mem} and {@code disk} (in MiB). Amounts are
 * held in thousandths, as Mesos itself counts, so that twelve times 0.1 is exactly 1.2. A name that is not listed has the
 * amount zero, and a zero amount is not listed. Immutable.
 */
public final class Resources {

    /** No resources. */
    public static final Resources NONE = new Resources(Collections.emptySortedMap());

    private static final int DECIMALS = 3;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000L);

    private final SortedMap<String, Long> thousandths;

    private Resources(SortedMap<String, Long> thousandths) {
        this.thousandths = thousandths;
    }

    /**
     * One resource.
     *
     * @throws IllegalArgumentException if the name is empty, or the amount negative, not finite or above 10¹²
     */
    public static Resources of(String name, double amount) {
        SortedMap<String, Long> amounts = new TreeMap<>();
        put(amounts, name, amount);
        return new Resources(amounts);
    }

    /**
     * Two resources, for example {@code of("cpus", 0.1, "mem", 32)}.
     *
     * @throws IllegalArgumentException as {@link #of(Map)}
     */
    public static Resources of(String name1, double amount1, String name2, double amount2) {
        SortedMap<String, Long> amounts = new TreeMap<>();
        put(amounts, name1, amount1);
        if (name1.equals(name2)) {
            throw new IllegalArgumentException("resource named twice: name=" + name1);
        }
        put(amounts, name2, amount2);
        return new Resources(amounts);
    }

    /**
     * Any number of resources. Amounts are rounded to the nearest thousandth.
     *
     * @throws IllegalArgumentException if a name is empty, or an amount negative, not finite or above 10¹²
     */
    public static Resources of(Map<String, Double> amounts) {
        SortedMap<String, Long> result = new TreeMap<>();
        amounts.forEach((name, amount) -> put(result, name, amount));
        return new Resources(result);
    }

    private static void put(SortedMap<String, Long> amounts, String name, double amount) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("resource without a name: amount=" + amount);
        }
        if (!Double.isFinite(amount) || amount < 0 || amount > LARGEST.doubleValue()) {
            throw new IllegalArgumentException("resource amount out of range: " + name + "=" + amount
                    + "; expected a number from 0 to " + LARGEST.toPlainString());
        }
        long value = BigDecimal.valueOf(amount)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
        if (value != 0) {
            amounts.put(name, value);
        }
    }

    /** The amount of one resource; 0 if it is not listed. */
    public double get(String name) {
        return BigDecimal.valueOf(thousandths(name), DECIMALS).doubleValue();
    }

    /** The amount of one resource in thousandths; 0 if it is not listed. */
    public long thousandths(String name) {
        return thousandths.getOrDefault(name, 0L);
    }

    /** The names with an amount above zero, in alphabetical order. */
    public Iterable<String> names() {
        return Collections.unmodifiableSet(thousandths.keySet());
    }

    /** True if there is no amount above zero. */
    public boolean isEmpty() {
        return thousandths.isEmpty();
    }

    /**
     * These resources and those.
     *
     * @throws IllegalArgumentException if a sum is too large to be held, above 9·10¹⁵
     */
    public Resources plus(Resources other) {
        SortedMap<String, Long> sum = new TreeMap<>(thousandths);
        try {
            other.thousandths.forEach((name, amount) -> sum.merge(name, amount, Math::addExact));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("sum of resources too large: " + this + " plus " + other, e);
        }
        return new Resources(sum);
    }

    /** These resources without those; what would fall below zero is zero. */
    public Resources minus(Resources other) {
        SortedMap<String, Long> rest = new TreeMap<>();
        thousandths.forEach((name, amount) -> {
            long left = amount - other.thousandths(name);
            if (left > 0) {
                rest.put(name, left);
            }
        });
        return new Resources(rest);
    }

    /**
     * These resources {@code count} times.
     *
     * @throws IllegalArgumentException if {@code count} is negative, or a product too large to be held, above 9·10¹⁵
     */
    public Resources times(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count + "; expected 0 or more");
        }
        SortedMap<String, Long> product = new TreeMap<>();
        if (count > 0) {
            try {
                thousandths.forEach((name, amount) -> product.put(name, Math.multiplyExact(amount, (long) count)));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("product of resources too large: " + this + ", count=" + count, e);
            }
        }
        return new Resources(product);
    }

    /** True if each amount of {@code other} is at most the amount here. */
    public boolean contains(Resources other) {
        return other.thousandths.entrySet().stream().allMatch(entry -> entry.getValue() <= thousandths(entry.getKey()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Resources resources && thousandths.equals(resources.thousandths);
    }

    @Override
    public int hashCode() {
        return thousandths.hashCode();
    }

    /** For example {@code cpus=0.1, mem=32}. */
    @Override
    public String toString() {
        return thousandths.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + BigDecimal.valueOf(entry.getValue(), DECIMALS)
                                .stripTrailingZeros()
                                .toPlainString())
                .collect(Collectors.joining(", "));
    }
}
