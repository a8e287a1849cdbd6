package org.gotask.mesos.local.wire;

import java.util.Map;

/** The version that masters and agents publish. */
public final class Versions {

    /** The version of Mesos whose behaviour they have. */
    public static final String MESOS = "1.12.0";

    private static final double BUILD_TIME = 1_767_225_600; // 2026-01-01, the time stamp of reproducible builds

    private Versions() {}

    /** The content of the page {@code /version}. */
    public static Map<String, Object> view() {
        return Map.of(
                "version",
                MESOS,
                "build_date",
                "2026-01-01 00:00:00",
                "build_time",
                BUILD_TIME,
                "build_user",
                "gotask");
    }
}
