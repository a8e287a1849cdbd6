package org.gotask.mesos.local;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gotask.mesos.local.wire.ResourceSet;

/**
 * The specification of a cluster on this machine, in the notation of users: {@code local}, {@code local[3]}, {@code
 * local[3]{cpus=4,mem=2048,work_dir=/var/tmp/mesos}}, {@code local[3]{drop=0.1,dup=0.05,reorder=0.05,seed=7}}.
 * Immutable.
 *
 * <p>Defaults: one agent; {@code cpus}, {@code mem} and {@code disk} are an equal share of the machine, less 1 GiB of
 * memory and 5 GiB of disk; a temporary work directory that is removed at the end; no faults.
 *
 * @param agents the number of agents, 1 to 64
 * @param resources the resources of each agent that differ from the default: scalars by name, in thousandths
 * @param workDirectory the directory of the sandboxes, absolute; kept at the end
 * @param faults the faults injected into framework messages
 */
public record LocalSpec(int agents, SortedMap<String, Long> resources, Optional<Path> workDirectory, Faults faults) {

    private static final int MAX_AGENTS = 64;
    private static final long MAX_THOUSANDTHS = 1_000_000_000_000L;
    private static final String EXAMPLE = "write for example local[3] or local[3]{cpus=4,mem=2048}";
    private static final Pattern SCALAR = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");
    private static final Pattern FORM =
            Pattern.compile("local(?:\\[(?<agents>[^\\[\\]{}]*)])?(?:\\{(?<pairs>[^{}]*)})?");

    /** Common misspellings of keys, with the correct key. */
    private static final Map<String, String> MISTAKEN_KEYS = Map.of(
            "cpu",
            "cpus",
            "cores",
            "cpus",
            "memory",
            "mem",
            "ram",
            "mem",
            "disks",
            "disk",
            "gpu",
            "gpus",
            "workdir",
            "work_dir",
            "work-dir",
            "work_dir",
            "agents",
            "local[N]",
            "ports",
            "");

    /** Validates and copies. */
    public LocalSpec {
        if (agents < 1 || agents > MAX_AGENTS) {
            throw new IllegalArgumentException(
                    "number of local agents out of range: agents=" + agents + ", expected 1 to " + MAX_AGENTS);
        }
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    }

    /** A cluster of this many agents with default resources and a temporary work directory. */
    public static LocalSpec ofAgents(int agents) {
        return new LocalSpec(agents, new TreeMap<>(), Optional.empty(), Faults.NONE);
    }

    /**
     * Reads a specification.
     *
     * @throws IllegalArgumentException if it is malformed; the message is one line that says where and what is expected
     */
    public static LocalSpec parse(String text) {
        String trimmed = text.strip();
        Matcher form = FORM.matcher(trimmed);
        if (!form.matches()) {
            throw new IllegalArgumentException(formProblem(trimmed));
        }
        String agents = form.group("agents");
        String pairs = form.group("pairs");
        return ofAgents(agents == null ? 1 : parseAgents(agents.strip())).with(pairs == null ? "" : pairs);
    }

    /**
     * A copy with the resources, work directory and faults replaced that the comma-separated {@code key=value} pairs
     * name.
     *
     * @throws IllegalArgumentException if a pair is malformed; the message is one line that names it
     */
    public LocalSpec with(String pairs) {
        var changed = new TreeMap<>(resources);
        Optional<Path> directory = workDirectory;
        Faults changedFaults = faults;
        var seen = new TreeMap<String, String>();
        for (String pair : pairs.isBlank() ? new String[0] : pairs.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "malformed agent resource: " + pair.strip() + ", expected key=value such as cpus=4");
            }
            String key = pair.substring(0, equals).strip();
            String value = pair.substring(equals + 1).strip();
            checkKey(key);
            if (seen.put(key, value) != null) {
                throw new IllegalArgumentException("agent resource given twice: " + key);
            }
            if (key.equals("work_dir")) {
                directory = Optional.of(parseDirectory(value));
            } else if (Faults.isKey(key)) {
                changedFaults = changedFaults.with(key, value);
            } else {
                changed.put(key, parseScalar(key, value));
            }
        }
        return new LocalSpec(agents, changed, directory, changedFaults);
    }

    /**
     * The text of a specification with other amounts of these resources for each agent, and everything else as it was;
     * empty if an amount is out of range.
     *
     * @param text a well-formed specification
     */
    static Optional<String> withScalars(String text, Map<String, Double> scalars) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(formProblem(text.strip()));
        }
        String agents = form.group("agents");
        String old = form.group("pairs");
        var pairs = new LinkedHashMap<String, String>();
        for (String pair : old == null || old.isBlank() ? new String[0] : old.split(",", -1)) {
            int equals = pair.indexOf('=');
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        new TreeMap<>(scalars)
                .forEach((key, amount) -> pairs.put(
                        key, BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString()));
        String changed = "local" + (agents == null ? "" : "[" + agents.strip() + "]")
                + pairs.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
        try {
            parse(changed);
            return Optional.of(changed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A copy with other faults. */
    public LocalSpec withFaults(Faults others) {
        return new LocalSpec(agents, resources, workDirectory, others);
    }

    /** The resources of each agent: its share of the machine where nothing else is specified. */
    ResourceSet agentResources(MachineResources machine) {
        var all = new TreeMap<>(machine.share(agents));
        all.putAll(resources);
        return ResourceSet.ofThousandths(all);
    }

    private static int parseAgents(String text) {
        if (!text.matches("[+-]?\\d+")) {
            throw new IllegalArgumentException(
                    "malformed number of local agents: agents=" + text + ", expected a number from 1 to " + MAX_AGENTS);
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "number of local agents out of range: agents=" + text + ", expected 1 to " + MAX_AGENTS);
        }
    }

    private static void checkKey(String key) {
        String meant = MISTAKEN_KEYS.get(key);
        if (meant != null && !meant.isEmpty()) {
            throw new IllegalArgumentException("unknown key of local agents: " + key + "; did you mean " + meant);
        }
        if (meant != null || !NAME.matcher(key).matches()) {
            throw new IllegalArgumentException("unknown key of local agents: " + key
                    + ", expected cpus, mem, disk, work_dir, drop, dup, reorder, seed or the name of another"
                    + " scalar resource");
        }
    }

    private static long parseScalar(String key, String value) {
        if (!SCALAR.matcher(value).matches()) {
            throw new IllegalArgumentException("malformed agent resource: " + key + "=" + value
                    + ", expected a number" + (key.equals("mem") || key.equals("disk") ? " of MiB" : "") + " such as "
                    + key + "=" + (key.equals("cpus") ? "4" : "2048"));
        }
        long thousandths = Math.round(Double.parseDouble(value) * 1000);
        if (thousandths == 0 && (key.equals("cpus") || key.equals("mem"))) {
            throw new IllegalArgumentException("agent resource out of range: " + key + "=" + value
                    + ", expected more than 0; an agent without it can run nothing");
        }
        if (thousandths > MAX_THOUSANDTHS) {
            throw new IllegalArgumentException(
                    "agent resource out of range: " + key + "=" + value + ", expected at most 1000000000");
        }
        return thousandths;
    }

    private static Path parseDirectory(String value) {
        try {
            Path path = Path.of(value);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "malformed work directory of local agents: work_dir=" + value + ", expected an absolute path");
    }

    private static String formProblem(String text) {
        String problem;
        if (!text.startsWith("local")) {
            problem = "expected local or local[N]";
        } else if (count(text, '[') != count(text, ']')) {
            problem = "expected [ and ] in pairs";
        } else if (count(text, '{') != count(text, '}')) {
            problem = "expected { and } in pairs";
        } else {
            problem = "expected local, local[N] or local[N]{key=value,…}";
        }
        return "malformed local cluster: master=" + text + ", " + problem + "; " + EXAMPLE;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
