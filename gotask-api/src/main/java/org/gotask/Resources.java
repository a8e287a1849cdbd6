package org.gotask;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Amounts of named scalar resources, such as {@code cpus} (in cores), {@code mem} and {@code disk} (in MiB). Amounts
 * are held in thousandths, as in Mesos, so that twelve times 0.1 is exactly 1.2. The amount of a name that is not
 * listed is zero. Immutable.
 *
 * <p>An invalid amount, such as a negative one, is not listed but kept as a {@linkplain #problems problem}: a scheduler
 * reports the mistakes in all its task specs together when it runs. Results of calculations keep the problems of their
 * operands.
 */
public final class Resources {

    /** No resources. */
    public static final Resources NONE = new Resources(Collections.emptySortedMap(), List.of());

    /** The largest amount of one resource that can be given; sums and products may be larger. */
    public static final double MAX_AMOUNT = 1e12;

    private static final int DECIMALS = 3;
    private static final double THOUSAND = 1000;

    private final SortedMap<String, Long> thousandths;
    private final List<String> problems;

    private Resources(SortedMap<String, Long> thousandths, List<String> problems) {
        this.thousandths = thousandths;
        this.problems = problems;
    }

    /** Resources with the problems of both operands, each once and in one order, whichever operand had them. */
    private static Resources calculated(SortedMap<String, Long> thousandths, List<String> problems, List<String> more) {
        return new Resources(
                thousandths,
                Stream.concat(problems.stream(), more.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /**
     * One resource.
     *
     * @param name the name of the resource
     * @param amount the amount, above 0 and at most {@link #MAX_AMOUNT}; rounded to the nearest thousandth
     * @return the resource; with a {@linkplain #problems problem} if the amount is invalid
     */
    public static Resources of(String name, double amount) {
        Objects.requireNonNull(name, "name");
        return of(Map.of(name, amount));
    }

    /**
     * Two resources, for example {@code of("cpus", 0.1, "mem", 32)}.
     *
     * @param name1 the name of one resource
     * @param amount1 its amount, like that of one resource; rounded to the nearest thousandth
     * @param name2 the name of the other resource
     * @param amount2 its amount, like that of one resource; rounded to the nearest thousandth
     * @return the resources; with a {@linkplain #problems problem} if an amount is invalid or the names are equal
     */
    public static Resources of(String name1, double amount1, String name2, double amount2) {
        Objects.requireNonNull(name1, "name1");
        Objects.requireNonNull(name2, "name2");
        if (name1.equals(name2)) {
            return new Resources(
                    Collections.emptySortedMap(), List.of(name1 + " is given twice; name each resource once"));
        }
        return of(Map.of(name1, amount1, name2, amount2));
    }

    /**
     * Any number of resources.
     *
     * @param amounts the amounts by name, each above 0 and at most {@link #MAX_AMOUNT}; rounded to the nearest thousandth
     * @return the resources; with a {@linkplain #problems problem} for each invalid amount
     */
    public static Resources of(Map<String, Double> amounts) {
        Objects.requireNonNull(amounts, "amounts");
        SortedMap<String, Long> thousandths = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        amounts.forEach((name, amount) -> {
            Objects.requireNonNull(name, "name of a resource");
            Objects.requireNonNull(amount, () -> "amount of " + name);
            if (name.isBlank()) {
                problems.add("a resource of " + amount + " has no name");
            } else if (!(amount >= 0.5 / THOUSAND && amount <= MAX_AMOUNT)) {
                problems.add(name + "=" + text(amount) + " is out of range; expected a number above 0"
                        + (amount > MAX_AMOUNT ? " and at most " + text(MAX_AMOUNT) : ""));
            } else {
                thousandths.put(name, Math.round(amount * THOUSAND));
            }
        });
        return calculated(thousandths, problems, List.of());
    }

    private static String text(double amount) {
        return Double.isFinite(amount)
                ? BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString()
                : "" + amount;
    }

    /**
     * The problems of the given amounts.
     *
     * @return one line for each problem, sorted; empty if there are none; unmodifiable
     */
    public List<String> problems() {
        return problems;
    }

    /**
     * The amount of one resource.
     *
     * @param name the name of the resource
     * @return the amount, to the thousandth; 0 if it is not listed
     */
    public double get(String name) {
        return BigDecimal.valueOf(thousandths(name), DECIMALS).doubleValue();
    }

    private long thousandths(String name) {
        return thousandths.getOrDefault(Objects.requireNonNull(name, "name"), 0L);
    }

    /**
     * The names of the listed resources.
     *
     * @return the names in alphabetical order; unmodifiable
     */
    public Iterable<String> names() {
        return Collections.unmodifiableSet(thousandths.keySet());
    }

    /**
     * Whether no amount is listed.
     *
     * @return true if all amounts are zero
     */
    public boolean isEmpty() {
        return thousandths.isEmpty();
    }

    /**
     * The sum of these and the other resources.
     *
     * @param other the other resources
     * @return the sum, with the problems of both operands
     * @throws IllegalArgumentException if a sum is too large, above 9·10¹⁵
     */
    public Resources plus(Resources other) {
        Objects.requireNonNull(other, "other");
        SortedMap<String, Long> sum = new TreeMap<>(thousandths);
        try {
            other.thousandths.forEach((name, amount) -> sum.merge(name, amount, Math::addExact));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("sum of resources too large: " + this + " plus " + other, e);
        }
        return calculated(sum, problems, other.problems);
    }

    /**
     * These resources minus the others.
     *
     * @param other the other resources
     * @return the difference, with the problems of both operands; negative amounts become zero
     */
    public Resources minus(Resources other) {
        Objects.requireNonNull(other, "other");
        SortedMap<String, Long> rest = new TreeMap<>();
        thousandths.forEach((name, amount) -> {
            long left = amount - other.thousandths(name);
            if (left > 0) {
                rest.put(name, left);
            }
        });
        return calculated(rest, problems, other.problems);
    }

    /**
     * These resources multiplied by {@code count}.
     *
     * @param count the factor, from 0
     * @return the product, with the problems of these resources
     * @throws IllegalArgumentException if {@code count} is negative, or a product is too large, above 9·10¹⁵
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
        return new Resources(product, problems);
    }

    /**
     * Whether these resources suffice for others.
     *
     * @param other the other resources
     * @return true if each amount of {@code other} is at most the amount here
     */
    public boolean contains(Resources other) {
        Objects.requireNonNull(other, "other");
        return other.thousandths.entrySet().stream().allMatch(entry -> entry.getValue() <= thousandths(entry.getKey()));
    }

    /** True for resources with the same amounts and the same problems. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Resources resources
                && thousandths.equals(resources.thousandths)
                && problems.equals(resources.problems);
    }

    @Override
    public int hashCode() {
        return 31 * thousandths.hashCode() + problems.hashCode();
    }

    /** The amounts, for example {@code cpus=0.1, mem=32}. */
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
