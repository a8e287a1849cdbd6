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
 * The resources of this machine, or of the container that this process runs in.
 *
 * @param cpus the number of processors
 * @param memMib the total memory in MiB
 * @param diskMib the free disk space in MiB
 */
record MachineResources(int cpus, long memMib, long diskMib) {

    private static final long MIB = 1024 * 1024;
    private static final long MEM_RESERVE_MIB = 1024;
    private static final long DISK_RESERVE_MIB = 5 * 1024;

    /** Measures them; the disk is the one with this directory. */
    static MachineResources detect(Path directory) {
        long memBytes = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
        return new MachineResources(Runtime.getRuntime().availableProcessors(), memBytes / MIB, freeDiskMib(directory));
    }

    /**
     * The share of each of {@code agents} agents, in thousandths. A reserve is deducted first: 1 GiB of memory and 5
     * GiB of disk, but at most half of the total.
     */
    Map<String, Long> share(int agents) {
        var share = new TreeMap<String, Long>();
        share.put("cpus", cpus * 1000L / agents);
        share.put("mem", (memMib - Math.min(MEM_RESERVE_MIB, memMib / 2)) / agents * 1000);
        share.put("disk", (diskMib - Math.min(DISK_RESERVE_MIB, diskMib / 2)) / agents * 1000);
        return share;
    }

    private static long freeDiskMib(Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            return store.getUsableSpace() / MIB;
        } catch (IOException e) {
            return 0;
        }
    }
}
