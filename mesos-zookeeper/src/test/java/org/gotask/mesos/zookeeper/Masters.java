package org.gotask.mesos.zookeeper;

import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.MasterInfo;

/** The masters of the tests. */
final class Masters {

    /** The data of a real Mesos 1.12 master, except for its id. */
    static final String REAL = """
            {"address":{"hostname":"m1.example.org","ip":"10.0.0.1","port":5050},"capabilities":[{"type":"AGENT_UPDATE"},\
            {"type":"AGENT_DRAINING"},{"type":"QUOTA_V2"}],"hostname":"m1.example.org","id":"a9f0","ip":16777226,\
            "pid":"master@10.0.0.1:5050","port":5050,"version":"1.12.0"}""";

    private Masters() {}

    static MasterInfo master(String id, int port) {
        return MasterInfo.newBuilder()
                .setId(id)
                .setIp(16777343)
                .setPort(port)
                .setPid("master@127.0.0.1:" + port)
                .setHostname("localhost")
                .setVersion("1.12.0")
                .setAddress(Address.newBuilder()
                        .setHostname("localhost")
                        .setIp("127.0.0.1")
                        .setPort(port))
                .build();
    }
}
