package org.gotask.mesos.local.common;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gotask.mesos.proto.SlaveInfo;

/** What master and agents say of themselves. */
public final class Versions {

    /** The Mesos whose behaviour they follow. */
    public static final String MESOS = "1.12.0";

    /** What an agent can do, as it tells its master. */
    public static final List<SlaveInfo.Capability> AGENT_CAPABILITIES = Stream.of(
                    SlaveInfo.Capability.Type.MULTI_ROLE, SlaveInfo.Capability.Type.HIERARCHICAL_ROLE)
            .map(type -> SlaveInfo.Capability.newBuilder().setType(type).build())
            .toList();

    private static final double BUILD_TIME = 1_767_225_600; // 2026-01-01, as in the build's own time stamps

    private Versions() {}

    /** As shown by {@code /version}. */
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

    /** The name to give for a numeric address of this machine. */
    public static String hostname(String host) {
        return host.equals("127.0.0.1") ? "localhost" : host;
    }
}
