package org.gotask.mesos.local;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this machine, or the container around us, can offer.
 *
 * @param cpus cores
 * @param memMib memory in MiB, in all
 * @param diskMib disk in MiB, free
 */
record MachineResources(int cpus, long memMib, long diskMib) {

    private static final long MIB = 1024 * 1024;
    private static final long MEM_RESERVE_MIB = 1024;
    private static final long DISK_RESERVE_MIB = 5 * 1024;

    /** Looks at the machine and at the disk that holds the directory for temporary files. */
    static MachineResources detect() {
        long memBytes = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
        return new MachineResources(Runtime.getRuntime().availableProcessors(), memBytes / MIB, freeDiskMib());
    }

    /**
     * The share of one of {@code agents} agents, in thousandths. Of memory and disk a reserve is kept back first: 1 GiB and
     * 5 GiB, or half of what there is where that is less than twice the reserve.
     */
    Map<String, Long> share(int agents) {
        var share = new TreeMap<String, Long>();
        share.put("cpus", cpus * 1000L / agents);
        share.put("mem", (memMib - Math.min(MEM_RESERVE_MIB, memMib / 2)) / agents * 1000);
        share.put("disk", (diskMib - Math.min(DISK_RESERVE_MIB, diskMib / 2)) / agents * 1000);
        return share;
    }

    private static long freeDiskMib() {
        try {
            FileStore store = Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir", ".")));
            return store.getUsableSpace() / MIB;
        } catch (IOException e) {
            return 0;
        }
    }
}
