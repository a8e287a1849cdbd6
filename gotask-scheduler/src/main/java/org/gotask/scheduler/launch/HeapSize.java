package org.gotask.scheduler.launch;

import org.gotask.Resources;

/**
 * The part of an executor's memory that becomes Java heap. The rest is for classes, compiled code, thread stacks and
 * buffers.
 */
final class HeapSize {

    private static final long SMALLEST_REST_MIB = 64;
    private static final long LARGEST_REST_MIB = 1024;
    private static final long SMALLEST_HEAP_MIB = 16;

    private HeapSize() {}

    /** The heap in MiB: three quarters of the memory granted, with a rest of 64 MiB to 1 GiB. */
    static long mib(Resources granted) {
        long grantedMib = (long) granted.get("mem");
        long rest = Math.clamp(grantedMib / 4, SMALLEST_REST_MIB, LARGEST_REST_MIB);
        return Math.max(SMALLEST_HEAP_MIB, grantedMib - rest);
    }

    /** The smallest memory in MiB that provides this heap. */
    static long memoryMib(long heapMib) {
        long plusThird = (4 * heapMib + 2) / 3;
        return Math.clamp(plusThird, heapMib + SMALLEST_REST_MIB, heapMib + LARGEST_REST_MIB);
    }
}
