package org.gotask.mesos.local.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.Value;

/**
 * An amount of resources: scalars in thousandths, as Mesos counts them, and ranges as sets of numbers. Roles and
 * reservations are ignored. Immutable.
 *
 * @param scalars in thousandths, without zeros
 * @param ranges without empty ranges; must not be modified
 */
public record ResourceSet(SortedMap<String, Long> scalars, SortedMap<String, BitSet> ranges) {

    /** No resources. */
    public static final ResourceSet NONE = new ResourceSet(new TreeMap<>(), new TreeMap<>());

    private static final double MAX_SCALAR = 1e15;
    /** Two of these can be added. */
    private static final long MAX_THOUSANDTHS = 1_000_000_000_000_000_000L;

    private static final long MAX_RANGE = 1 << 20;
    private static final int DECIMALS = 3;

    /** Copies. */
    public ResourceSet {
        scalars = Collections.unmodifiableSortedMap(new TreeMap<>(scalars));
        ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
    }

    /**
     * The sum of resources in messages.
     *
     * @throws IllegalArgumentException if one is negative, not a number, out of range, or of a kind that no local agent
     *     has
     */
    public static ResourceSet of(Collection<Resource> resources) {
        var sum = new Sum();
        for (Resource resource : resources) {
            switch (resource.getType()) {
                case SCALAR -> sum.scalar(resource.getName(), thousandths(resource));
                case RANGES -> sum.range(resource.getName(), numbers(resource));
                case SET, TEXT -> throw invalid(resource, "expected a scalar or ranges");
            }
        }
        return sum.done();
    }

    /** Scalars by name, in thousandths. */
    public static ResourceSet ofThousandths(Map<String, Long> scalars) {
        var sum = new Sum();
        scalars.forEach(sum::scalar);
        return sum.done();
    }

    /** The sum of this and a range of numbers, both ends included. */
    public ResourceSet withRange(String name, int first, int last) {
        var sum = new Sum();
        sum.add(this);
        var numbers = new BitSet();
        numbers.set(first, last + 1);
        sum.range(name, numbers);
        return sum.done();
    }

    /** The sum of both; an amount above 10¹⁵ counts as that. */
    public ResourceSet plus(ResourceSet other) {
        var sum = new Sum();
        sum.add(this);
        sum.add(other);
        return sum.done();
    }

    /** The difference; a resource of {@code other} that is not in this is ignored. */
    public ResourceSet minus(ResourceSet other) {
        var rest = new Sum();
        scalars.forEach((name, value) -> rest.scalar(name, Math.max(0, value - other.scalar(name))));
        ranges.forEach((name, numbers) -> {
            var left = (BitSet) numbers.clone();
            left.andNot(other.ranges.getOrDefault(name, new BitSet()));
            rest.range(name, left);
        });
        return rest.done();
    }

    /** Whether this includes {@code other}. */
    public boolean contains(ResourceSet other) {
        boolean scalarsFit = other.scalars.entrySet().stream().allMatch(e -> scalar(e.getKey()) >= e.getValue());
        return scalarsFit
                && other.ranges.entrySet().stream().allMatch(e -> {
                    var missing = (BitSet) e.getValue().clone();
                    missing.andNot(ranges.getOrDefault(e.getKey(), new BitSet()));
                    return missing.isEmpty();
                });
    }

    /** Whether there are no resources. */
    public boolean isEmpty() {
        return scalars.isEmpty() && ranges.isEmpty();
    }

    /** The amount of a scalar in thousandths; 0 if it is not listed. */
    public long scalar(String name) {
        return scalars.getOrDefault(name, 0L);
    }

    /** The form in messages to newer peers: unreserved, without a role. */
    public List<Resource> toWire() {
        var wire = new ArrayList<Resource>();
        scalars.forEach((name, value) -> wire.add(Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value / 1000.0))
                .build()));
        ranges.forEach((name, numbers) -> {
            var list = Value.Ranges.newBuilder();
            for (int begin = numbers.nextSetBit(0); begin >= 0; ) {
                int end = numbers.nextClearBit(begin) - 1;
                list.addRange(Value.Range.newBuilder().setBegin(begin).setEnd(end));
                begin = numbers.nextSetBit(end + 1);
            }
            wire.add(Resource.newBuilder()
                    .setName(name)
                    .setType(Value.Type.RANGES)
                    .setRanges(list)
                    .build());
        });
        return wire;
    }

    /** The form in logs and messages: {@code cpus 1.5, mem 64}. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        scalars.forEach((name, value) -> parts.add(name + " " + decimal(value)));
        ranges.forEach((name, numbers) -> parts.add(name + " " + rangeText(numbers)));
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    /** The form of ranges on pages: {@code [1-2, 5-5]}. */
    public static String rangeText(BitSet numbers) {
        var parts = new ArrayList<String>();
        for (int begin = numbers.nextSetBit(0); begin >= 0; ) {
            int end = numbers.nextClearBit(begin) - 1;
            parts.add(begin + "-" + end);
            begin = numbers.nextSetBit(end + 1);
        }
        return "[" + String.join(", ", parts) + "]";
    }

    static String decimal(long thousandths) {
        return thousandths % 1000 == 0
                ? Long.toString(thousandths / 1000)
                : BigDecimal.valueOf(thousandths, DECIMALS).stripTrailingZeros().toPlainString();
    }

    private static long thousandths(Resource resource) {
        double value = resource.getScalar().getValue();
        if (!(value >= 0 && value <= MAX_SCALAR)) {
            throw invalid(resource, "expected a number from 0 up, found " + value);
        }
        return Math.round(value * 1000);
    }

    private static BitSet numbers(Resource resource) {
        var numbers = new BitSet();
        for (Value.Range range : resource.getRanges().getRangeList()) {
            long begin = range.getBegin();
            long end = range.getEnd();
            if (begin < 0 || end < begin || end > MAX_RANGE) {
                throw invalid(
                        resource,
                        "expected a range within 0-" + MAX_RANGE + ", found " + Long.toUnsignedString(begin) + "-"
                                + Long.toUnsignedString(end));
            }
            numbers.set((int) begin, (int) end + 1);
        }
        return numbers;
    }

    private static IllegalArgumentException invalid(Resource resource, String expected) {
        return new IllegalArgumentException("invalid resource: name=" + resource.getName() + ", " + expected);
    }

    private static final class Sum {
        private final TreeMap<String, Long> scalars = new TreeMap<>();
        private final TreeMap<String, BitSet> ranges = new TreeMap<>();

        void scalar(String name, long thousandths) {
            if (thousandths != 0) {
                scalars.merge(
                        name,
                        Math.min(thousandths, MAX_THOUSANDTHS),
                        (sum, more) -> Math.min(sum + more, MAX_THOUSANDTHS));
            }
        }

        void range(String name, BitSet numbers) {
            if (!numbers.isEmpty()) {
                ranges.computeIfAbsent(name, unused -> new BitSet()).or(numbers);
            }
        }

        void add(ResourceSet other) {
            other.scalars.forEach(this::scalar);
            other.ranges.forEach(this::range);
        }

        ResourceSet done() {
            return new ResourceSet(scalars, ranges);
        }
    }
}
