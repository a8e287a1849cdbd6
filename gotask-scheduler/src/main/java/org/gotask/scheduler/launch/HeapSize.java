package org.gotask.scheduler.launch;

import org.gotask.Resources;

/**
 * How much of the memory granted to an executor and its tasks becomes Java heap. The rest is for what a JVM needs
 * beside it: classes, compiled code, thread stacks, buffers.
 */
final class HeapSize {

    private static final long SMALLEST_REST_MIB = 64;
    private static final long LARGEST_REST_MIB = 1024;
    private static final long SMALLEST_HEAP_MIB = 16;

    private HeapSize() {}

    /** The heap in MiB: three quarters of what was granted, with a rest of 64 MiB to 1 GiB. */
    static long mib(Resources granted) {
        long grantedMib = (long) granted.get("mem");
        long rest = Math.clamp(grantedMib / 4, SMALLEST_REST_MIB, LARGEST_REST_MIB);
        return Math.max(SMALLEST_HEAP_MIB, grantedMib - rest);
    }
}
