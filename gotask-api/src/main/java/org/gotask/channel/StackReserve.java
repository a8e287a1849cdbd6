package org.gotask.channel;

/**
 * Ensures that a stack overflow occurs before an operation begins, and not in its middle, where it would leave a lock
 * held or a thread asleep forever.
 *
 * <p>{@link #ensure} has so many local variables that its frame is larger than all frames of the operation that
 * follows. The interpreter creates such a frame, and throws if there is no space for it. Compiled code has a small
 * frame, but checks on entry that the stack has space for the interpreter's frame, because it may have to continue in
 * the interpreter at any time. This costs less than a nanosecond, or nothing if the call is inlined. The check requires
 * a point at which compiled code may continue in the interpreter; the exception that is never thrown is such a point.
 *
 * <p>The JVM does not guarantee any of this. {@code StackOverflowTest} checks it with recursions of all depths on
 * each JVM that the build runs on. On other JVMs an overflow may occur in the middle, as in any library.
 */
final class StackReserve {

    /** Always false, which the compilers cannot know. */
    private static boolean never;

    private StackReserve() {}

    /**
     * Returns if at least 8 KiB of the stack are left.
     *
     * @throws StackOverflowError if less is left
     */
    @SuppressWarnings("UnusedVariable") // the variables make the frame large
    static void ensure() {
        // spotless:off
        long l000, l001, l002, l003, l004, l005, l006, l007, l008, l009, l00a, l00b, l00c, l00d, l00e, l00f,
                l010, l011, l012, l013, l014, l015, l016, l017, l018, l019, l01a, l01b, l01c, l01d, l01e, l01f,
                l020, l021, l022, l023, l024, l025, l026, l027, l028, l029, l02a, l02b, l02c, l02d, l02e, l02f,
                l030, l031, l032, l033, l034, l035, l036, l037, l038, l039, l03a, l03b, l03c, l03d, l03e, l03f,
                l040, l041, l042, l043, l044, l045, l046, l047, l048, l049, l04a, l04b, l04c, l04d, l04e, l04f,
                l050, l051, l052, l053, l054, l055, l056, l057, l058, l059, l05a, l05b, l05c, l05d, l05e, l05f,
                l060, l061, l062, l063, l064, l065, l066, l067, l068, l069, l06a, l06b, l06c, l06d, l06e, l06f,
                l070, l071, l072, l073, l074, l075, l076, l077, l078, l079, l07a, l07b, l07c, l07d, l07e, l07f,
                l080, l081, l082, l083, l084, l085, l086, l087, l088, l089, l08a, l08b, l08c, l08d, l08e, l08f,
                l090, l091, l092, l093, l094, l095, l096, l097, l098, l099, l09a, l09b, l09c, l09d, l09e, l09f,
                l0a0, l0a1, l0a2, l0a3, l0a4, l0a5, l0a6, l0a7, l0a8, l0a9, l0aa, l0ab, l0ac, l0ad, l0ae, l0af,
                l0b0, l0b1, l0b2, l0b3, l0b4, l0b5, l0b6, l0b7, l0b8, l0b9, l0ba, l0bb, l0bc, l0bd, l0be, l0bf,
                l0c0, l0c1, l0c2, l0c3, l0c4, l0c5, l0c6, l0c7, l0c8, l0c9, l0ca, l0cb, l0cc, l0cd, l0ce, l0cf,
                l0d0, l0d1, l0d2, l0d3, l0d4, l0d5, l0d6, l0d7, l0d8, l0d9, l0da, l0db, l0dc, l0dd, l0de, l0df,
                l0e0, l0e1, l0e2, l0e3, l0e4, l0e5, l0e6, l0e7, l0e8, l0e9, l0ea, l0eb, l0ec, l0ed, l0ee, l0ef,
                l0f0, l0f1, l0f2, l0f3, l0f4, l0f5, l0f6, l0f7, l0f8, l0f9, l0fa, l0fb, l0fc, l0fd, l0fe, l0ff,
                l100, l101, l102, l103, l104, l105, l106, l107, l108, l109, l10a, l10b, l10c, l10d, l10e, l10f,
                l110, l111, l112, l113, l114, l115, l116, l117, l118, l119, l11a, l11b, l11c, l11d, l11e, l11f,
                l120, l121, l122, l123, l124, l125, l126, l127, l128, l129, l12a, l12b, l12c, l12d, l12e, l12f,
                l130, l131, l132, l133, l134, l135, l136, l137, l138, l139, l13a, l13b, l13c, l13d, l13e, l13f,
                l140, l141, l142, l143, l144, l145, l146, l147, l148, l149, l14a, l14b, l14c, l14d, l14e, l14f,
                l150, l151, l152, l153, l154, l155, l156, l157, l158, l159, l15a, l15b, l15c, l15d, l15e, l15f,
                l160, l161, l162, l163, l164, l165, l166, l167, l168, l169, l16a, l16b, l16c, l16d, l16e, l16f,
                l170, l171, l172, l173, l174, l175, l176, l177, l178, l179, l17a, l17b, l17c, l17d, l17e, l17f,
                l180, l181, l182, l183, l184, l185, l186, l187, l188, l189, l18a, l18b, l18c, l18d, l18e, l18f,
                l190, l191, l192, l193, l194, l195, l196, l197, l198, l199, l19a, l19b, l19c, l19d, l19e, l19f,
                l1a0, l1a1, l1a2, l1a3, l1a4, l1a5, l1a6, l1a7, l1a8, l1a9, l1aa, l1ab, l1ac, l1ad, l1ae, l1af,
                l1b0, l1b1, l1b2, l1b3, l1b4, l1b5, l1b6, l1b7, l1b8, l1b9, l1ba, l1bb, l1bc, l1bd, l1be, l1bf,
                l1c0, l1c1, l1c2, l1c3, l1c4, l1c5, l1c6, l1c7, l1c8, l1c9, l1ca, l1cb, l1cc, l1cd, l1ce, l1cf,
                l1d0, l1d1, l1d2, l1d3, l1d4, l1d5, l1d6, l1d7, l1d8, l1d9, l1da, l1db, l1dc, l1dd, l1de, l1df,
                l1e0, l1e1, l1e2, l1e3, l1e4, l1e5, l1e6, l1e7, l1e8, l1e9, l1ea, l1eb, l1ec, l1ed, l1ee, l1ef,
                l1f0, l1f1, l1f2, l1f3, l1f4, l1f5, l1f6, l1f7, l1f8, l1f9, l1fa, l1fb, l1fc, l1fd, l1fe, l1ff;
        // spotless:on
        if (never) {
            throw new StackOverflowError();
        }
    }
}
