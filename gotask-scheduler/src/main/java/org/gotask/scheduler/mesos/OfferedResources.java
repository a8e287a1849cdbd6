package org.gotask.scheduler.mesos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gotask.Resources;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.Value;

/**
 * The scalar resources of one agent's offers, which are allotted to tasks and executors. A part keeps the role and
 * reservation of its entry, as the master requires, and an allotment may consist of parts of several entries.
 * Revocable, shared and non-scalar entries are not used. An amount above {@link Resources#MAX_AMOUNT} counts as that, and
 * one that is negative or not a number as 0. Confined to one thread.
 */
final class OfferedResources {

    private static final double THOUSAND = 1000;

    /** The rest of one entry of an offer. */
    private static final class Entry {
        private final Resource resource;
        private long thousandths;

        Entry(Resource resource) {
            this.resource = resource;
            this.thousandths = thousandths(inRange(resource.getScalar().getValue()));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    OfferedResources(List<Resource> resources) {
        resources.stream().filter(OfferedResources::isUsable).forEach(resource -> entries.add(new Entry(resource)));
    }

    /** The sum of the usable entries of an offer, by name. */
    static Resources sum(List<Resource> resources) {
        Map<String, Double> amounts = new HashMap<>();
        resources.stream()
                .filter(OfferedResources::isUsable)
                .forEach(resource -> amounts.merge(
                        resource.getName(),
                        thousandths(inRange(resource.getScalar().getValue())) / THOUSAND,
                        Double::sum));
        return positive(amounts);
    }

    /** Resources of foreign amounts; those that are zero, negative or not a number are left out. */
    static Resources positive(Map<String, Double> amounts) {
        Map<String, Double> positive = new HashMap<>();
        amounts.forEach((name, amount) -> {
            if (!name.isBlank() && thousandths(inRange(amount)) > 0) {
                positive.put(name, inRange(amount));
            }
        });
        return Resources.of(positive);
    }

    /**
     * Allots resources.
     *
     * @throws IllegalStateException if the rest does not suffice, because the placement did not fit the offers
     */
    List<Resource> take(Resources needed) {
        List<Resource> taken = new ArrayList<>();
        for (String name : needed.names()) {
            long missing = thousandths(needed.get(name));
            for (Entry entry : entries) {
                if (missing > 0
                        && entry.thousandths > 0
                        && entry.resource.getName().equals(name)) {
                    long piece = Math.min(missing, entry.thousandths);
                    entry.thousandths -= piece;
                    missing -= piece;
                    taken.add(entry.resource.toBuilder()
                            .setScalar(Value.Scalar.newBuilder().setValue(piece / THOUSAND))
                            .build());
                }
            }
            if (missing > 0) {
                throw new IllegalStateException(
                        "offers of one agent do not suffice: resource=" + name + ", missing=" + missing / THOUSAND);
            }
        }
        return taken;
    }

    private static boolean isUsable(Resource resource) {
        return resource.getType() == Value.Type.SCALAR
                && !resource.hasRevocable()
                && !resource.hasShared()
                && !(resource.hasDisk()
                        && (resource.getDisk().hasPersistence()
                                || resource.getDisk().hasSource()));
    }

    private static double inRange(double amount) {
        return amount > 0 ? Math.min(amount, Resources.MAX_AMOUNT) : 0;
    }

    private static long thousandths(double amount) {
        return Math.round(amount * THOUSAND);
    }
}
